using System.Runtime.InteropServices;

namespace OrleansFlex.Storage.Sqlite;

/// <summary>The one thread that writes. While a group is being committed the next one gathers, so the load sets the size of groups.</summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int MaxGroup = 4_096;
    private const long MaxGroupBytes = 32L << 20;

    private readonly SqliteOptions _options;
    private readonly object _gate = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<SqliteWrite> _waiting = [];
    private List<SqliteWrite> _taken = [];
    private SqliteSession? _session;
    private bool _stopping;
    private volatile bool _lastGroupLost;

    public SqliteWriter(SqliteOptions options, SqliteSession session)
    {
        _options = options;
        _session = session;
        new Thread(Run) { IsBackground = true, Name = "SQLite writer" }.Start();
    }

    /// <summary>Whether the last group had a write that could not be made durable.</summary>
    public bool LastGroupLost => _lastGroupLost;

    /// <summary>Queues a write; completes when it is durable.</summary>
    public ValueTask<T> WriteAsync<T>(SqliteWrite<T> write, CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
            return ValueTask.FromCanceled<T>(ct);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping, typeof(IGridDatabase));
            _waiting.Add(write);
            if (_waiting.Count == 1)
                Monitor.Pulse(_gate);
        }

        return new(write.Outcome);
    }

    public ValueTask<T> WriteAsync<T>(Func<SqliteSession, T> change, CancellationToken ct) => WriteAsync(new SqliteAction<T>(change), ct);

    /// <summary>Commits what is queued and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.Pulse(_gate);
        }

        await _stopped.Task;
    }

    private void Run()
    {
        while (Take())
        {
            var rest = CollectionsMarshal.AsSpan(_taken);
            while (rest.Length > 0)
            {
                var size = GroupSize(rest);
                Commit(rest[..size], whole: true);
                rest = rest[size..];
            }

            _taken.Clear();
        }

        _session?.Dispose();
        _stopped.SetResult();
    }

    private bool Take()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                if (_stopping)
                    return false;
                Monitor.Wait(_gate);
            }

            (_waiting, _taken) = (_taken, _waiting);
            return true;
        }
    }

    private static int GroupSize(ReadOnlySpan<SqliteWrite> writes)
    {
        var size = 0;
        for (var bytes = 0L; size < writes.Length && size < MaxGroup && bytes < MaxGroupBytes; size++)
            bytes += writes[size].Bytes;
        return size;
    }

    /// <summary>Commits a group; one that fails is halved until the failure meets exactly the writes that cause it.</summary>
    private void Commit(ReadOnlySpan<SqliteWrite> group, bool whole)
    {
        try
        {
            Transact(group);
        }
#pragma warning disable CA1031 // Whatever goes wrong belongs to the callers; the writer itself must go on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            var concernsEverybody = Recover(error);
            if (group.Length == 1 || concernsEverybody)
            {
                _lastGroupLost = true;
                foreach (var write in group)
                    write.Fail(error is SqliteErrorException ? new StorageUnavailableException("The write could not be made durable. " + error.Message, error) : error);
                return;
            }

            Commit(group[..(group.Length / 2)], whole: false);
            Commit(group[(group.Length / 2)..], whole: false);
            return;
        }

        if (whole)
            _lastGroupLost = false;
        foreach (var write in group)
            write.Acknowledge();
    }

    private void Transact(ReadOnlySpan<SqliteWrite> group)
    {
        var session = _session ??= SqliteSession.OpenWriter(_options);
        Step(session, "BEGIN IMMEDIATE");
        foreach (var write in group)
            write.Apply(session);
        Step(session, "COMMIT");
    }

    private static void Step(SqliteSession session, string sql)
    {
        using var statement = session.Prepare(sql);
        statement.Step();
    }

    /// <summary>Leaves no transaction open; true when the whole group fails for the same reason.</summary>
    private bool Recover(Exception error)
    {
        try
        {
            _session?.RollBack();
        }
        catch (SqliteErrorException)
        {
            CloseSession();
        }

        if (error is not SqliteErrorException sqlite)
            return false;
        if (sqlite.NeedsNewSession)
            CloseSession();
        return sqlite.ConcernsEverybody;
    }

    private void CloseSession()
    {
        _session?.Dispose();
        _session = null;
    }
}
