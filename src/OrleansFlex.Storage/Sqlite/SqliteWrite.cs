namespace OrleansFlex.Storage.Sqlite;

/// <summary>One caller's write, waiting for the group that commits it.</summary>
internal abstract class SqliteWrite
{
    /// <summary>Payload in bytes, which limits the size of a group.</summary>
    public virtual int Bytes => 0;

    /// <summary>Makes the changes inside the group's transaction. May be called again after a rollback.</summary>
    public abstract void Apply(SqliteSession session);

    /// <summary>Tells the caller the outcome, after the commit.</summary>
    public abstract void Acknowledge();

    /// <summary>Tells the caller that nothing was made durable.</summary>
    public abstract void Fail(Exception error);
}

/// <summary>A write with a result.</summary>
internal abstract class SqliteWrite<T> : SqliteWrite
{
    private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;
    private ETagMismatchException? _conflict;

    public Task<T> Outcome => _outcome.Task;

    public sealed override void Apply(SqliteSession session)
    {
        _conflict = null;
        try
        {
            _result = Change(session);
        }
        catch (ETagMismatchException conflict)
        {
            _conflict = conflict;
        }
    }

    public sealed override void Acknowledge()
    {
        if (_conflict is null)
            _outcome.TrySetResult(_result);
        else
            _outcome.TrySetException(_conflict);
    }

    public sealed override void Fail(Exception error) => _outcome.TrySetException(error);

    /// <summary>Makes the changes. A conflict is thrown before anything is changed, so that the neighbours in the group stay untouched.</summary>
    protected abstract T Change(SqliteSession session);
}
