namespace OrleansFlex.EmbeddedEngine;

/// <summary>Counts the activations that have anything to do, and tells when there are none.</summary>
internal sealed class QuietTracker
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _waiter;
    private int _busy;

    internal bool IsQuiet => Volatile.Read(ref _busy) == 0;

    internal int Busy => Volatile.Read(ref _busy);

    // Rises whenever everything has come to rest: no request is older than the last rise.
    internal int Rests { get; private set; }

    internal void Enter() => Interlocked.Increment(ref _busy);

    internal void Exit()
    {
        if (Interlocked.Decrement(ref _busy) != 0)
            return;
        Rests++;
        if (Volatile.Read(ref _waiter) is not null)
            Release();
    }

    internal Task WhenQuietAsync(CancellationToken cancellationToken)
    {
        if (IsQuiet)
            return Task.CompletedTask;
        Task waiting;
        lock (_lock)
        {
            _waiter ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting = _waiter.Task;
        }
        Interlocked.MemoryBarrier();
        if (IsQuiet)
            Release();
        return waiting.WaitAsync(cancellationToken);
    }

    private void Release()
    {
        lock (_lock)
        {
            _waiter?.TrySetResult();
            _waiter = null;
        }
    }
}
