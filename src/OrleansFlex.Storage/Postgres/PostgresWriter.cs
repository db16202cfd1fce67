using System.Threading.Channels;
using Npgsql;

namespace OrleansFlex.Storage.Postgres;

/// <summary>Sends waiting writes in groups: one round trip and one transaction each. While one is under way the next gathers.</summary>
internal sealed class PostgresWriter : IAsyncDisposable
{
    private const int MaxGroup = 1_000;
    private const long MaxGroupBytes = 32L << 20;

    // Any number will do, as long as every silo takes the same and nothing else does.
    private const long EventOrderLock = 0x4F72_6C46_4576_74;

    private readonly NpgsqlDataSource _source;
    private readonly Channel<PostgresWrite> _waiting = Channel.CreateUnbounded<PostgresWrite>(new() { SingleReader = true });
    private readonly Task _running;
    private volatile bool _lastGroupLost;

    public PostgresWriter(NpgsqlDataSource source)
    {
        _source = source;
        _running = Task.Run(RunAsync);
    }

    /// <summary>Whether the last group had a write that could not be made durable.</summary>
    public bool LastGroupLost => _lastGroupLost;

    /// <summary>Queues a write; completes when it is durable.</summary>
    public Task<T?> WriteAsync<T>(PostgresWrite<T> write, CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
            return Task.FromCanceled<T?>(ct);
        ObjectDisposedException.ThrowIf(!_waiting.Writer.TryWrite(write), typeof(IGridDatabase));
        return write.Outcome;
    }

    /// <summary>Queues a statement; the number of rows that it returned is 0 or 1.</summary>
    public async Task<bool> WriteAsync(string sql, Action<NpgsqlParameterCollection> bind, CancellationToken ct) =>
        await WriteAsync(new PostgresWrite<bool>(sql, bind, static _ => true), ct);

    /// <summary>Commits what is queued.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _running;
    }

    private async Task RunAsync()
    {
        var group = new List<PostgresWrite>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            var bytes = 0L;
            while (group.Count < MaxGroup && bytes < MaxGroupBytes && _waiting.Reader.TryRead(out var write))
            {
                group.Add(write);
                bytes += write.Bytes;
            }

            await CommitAsync(group, whole: true);
            group.Clear();
        }
    }

    /// <summary>Commits a group; one that is refused is halved until the refusal meets exactly the writes that cause it.</summary>
    private async Task CommitAsync(List<PostgresWrite> group, bool whole)
    {
        try
        {
            await TransactAsync(group);
        }
#pragma warning disable CA1031 // Whatever goes wrong belongs to the callers; the writer itself must go on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            var lost = PostgresFailure.IsLostServer(error);
            if (lost)
                _source.Clear();
            if (group.Count > 1 && !lost)
            {
                var half = group.Count / 2;
                await CommitAsync(group[..half], whole: false);
                await CommitAsync(group[half..], whole: false);
                return;
            }

            _lastGroupLost = true;
            foreach (var write in group)
                write.Fail(PostgresFailure.Wrap("The write could not be made durable.", error));
            return;
        }

        if (whole)
            _lastGroupLost = false;
        foreach (var write in group)
            write.Acknowledge();
    }

    private async Task TransactAsync(List<PostgresWrite> group)
    {
        await using var connection = await _source.OpenConnectionAsync();

        // A batch without error barriers is one transaction; it is committed when the reader has reached its end.
        await using var batch = new NpgsqlBatch(connection);

        // Silos that append events take turns from before they draw a sequence until they have committed: otherwise a reader could
        // see a later event first and never come back for the earlier one.
        var ordered = group.Exists(static write => write.AppendsEvents);
        if (ordered)
            batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT pg_advisory_xact_lock({EventOrderLock})"));
        foreach (var write in group)
            write.AddTo(batch);
        await using var reader = await batch.ExecuteReaderAsync();
        if (ordered)
            await reader.NextResultAsync();
        for (var i = 0; i < group.Count; i++)
        {
            await group[i].CollectAsync(reader);
            await reader.NextResultAsync();
        }
    }
}
