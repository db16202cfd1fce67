using Npgsql;

namespace OrleansFlex.Storage.Postgres;

/// <summary>One caller's write, waiting for the group that commits it: one statement that changes everything or nothing.</summary>
/// <param name="sql">The statement; its text repeats, so that it stays prepared.</param>
/// <param name="bind">Adds its parameters.</param>
/// <param name="bytes">Payload, which limits the size of a group.</param>
internal abstract class PostgresWrite(string sql, Action<NpgsqlParameterCollection> bind, int bytes)
{
    public int Bytes => bytes;

    /// <summary>Whether it draws sequences of events, which must become visible in their order.</summary>
    public bool AppendsEvents { get; init; }

    public void AddTo(NpgsqlBatch batch)
    {
        var command = new NpgsqlBatchCommand(sql);
        bind(command.Parameters);
        batch.BatchCommands.Add(command);
    }

    /// <summary>Takes the statement's result, before the commit.</summary>
    public abstract Task CollectAsync(NpgsqlDataReader reader);

    /// <summary>Tells the caller the outcome, after the commit.</summary>
    public abstract void Acknowledge();

    /// <summary>Tells the caller that nothing was made durable as far as known.</summary>
    public abstract void Fail(Exception error);
}

/// <summary>A write with a result: that of its only row, or the default when the statement returned none.</summary>
internal sealed class PostgresWrite<T>(string sql, Action<NpgsqlParameterCollection> bind, Func<NpgsqlDataReader, T> read, int bytes = 0)
    : PostgresWrite(sql, bind, bytes)
{
    private readonly TaskCompletionSource<T?> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T?> Outcome => _outcome.Task;

    public override async Task CollectAsync(NpgsqlDataReader reader) => _result = await reader.ReadAsync() ? read(reader) : default;

    public override void Acknowledge() => _outcome.TrySetResult(_result);

    public override void Fail(Exception error) => _outcome.TrySetException(error);
}
