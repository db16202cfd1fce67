using System.Collections.Concurrent;

namespace OrleansFlex.Storage.Sqlite;

/// <summary>Connections that read beside the writer. A read runs on the caller's thread and sees every write acknowledged before it.</summary>
internal sealed class SqliteReaders(SqliteOptions options) : IDisposable
{
    private readonly SemaphoreSlim _free = new(options.MaxReaders, options.MaxReaders);
    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private volatile bool _closed;

    public ValueTask<TResult> ReadAsync<TArgument, TResult>(TArgument argument, Func<SqliteSession, TArgument, TResult> read, CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(_closed, typeof(IGridDatabase));
        if (ct.IsCancellationRequested)
            return ValueTask.FromCanceled<TResult>(ct);
        return _free.Wait(0, CancellationToken.None) ? new(Read(argument, read)) : WaitAndReadAsync(argument, read, ct);
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out var session))
            session.Dispose();
    }

    private async ValueTask<TResult> WaitAndReadAsync<TArgument, TResult>(TArgument argument, Func<SqliteSession, TArgument, TResult> read, CancellationToken ct)
    {
        await _free.WaitAsync(ct);
        return Read(argument, read);
    }

    private TResult Read<TArgument, TResult>(TArgument argument, Func<SqliteSession, TArgument, TResult> read)
    {
        SqliteSession? session = null;
        var sound = false;
        try
        {
            if (!_idle.TryTake(out session))
                session = SqliteSession.OpenReader(options);
            var result = read(session, argument);
            sound = true;
            return result;
        }
        catch (SqliteErrorException error)
        {
            throw new StorageUnavailableException("The database could not be read. " + error.Message, error);
        }
        finally
        {
            GiveBack(session, sound);
            _free.Release();
        }
    }

    private void GiveBack(SqliteSession? session, bool sound)
    {
        if (session is null)
            return;
        if (sound)
            _idle.Add(session);
        else
            session.Dispose();
        if (_closed && _idle.TryTake(out var late))
            late.Dispose();
    }
}
