namespace OrleansFlex.Silo.Hosting;

/// <summary>
/// Gives memory back after a burst. The collector grows the heap for a flood of requests and then has no reason to run; in the
/// first quiet moment after much was allocated the heap is compacted and what is free returns to the system. All of the silo
/// stands still for that, about a second per gigabyte alive, so it happens rarely, and in short order only where the heap has grown.
/// </summary>
internal sealed class HeapCompactor : IHostedService, IDisposable
{
    private const long Quiet = 512L << 10;
    private const int QuietLooks = 2;
    private const long Much = 64L << 20;

    // Of the time, what is spent on this is at most a twentieth.
    private const int LeastPauses = 20;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    // What the process does is in the system's time, whatever the domain's is.
    private static readonly TimeProvider Clock = TimeProvider.System;

    private ITimer? _timer;
    private int _quiet;
    private long _allocated;
    private long _allocatedBefore;
    private long _committedAfter;
    private long _compactedAt;
    private TimeSpan _took;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _allocated = _allocatedBefore = GC.GetTotalAllocatedBytes();
        _compactedAt = Clock.GetTimestamp();
        // Armed anew after each look, since one that compacts takes longer than a step.
        _timer = Clock.CreateTimer(_ => LookAndArm(), null, Step, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _timer?.Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    private void LookAndArm()
    {
        Look();
        _timer?.Change(Step, Timeout.InfiniteTimeSpan);
    }

    private void Look()
    {
        var allocated = GC.GetTotalAllocatedBytes();
        _quiet = allocated - _allocated < Quiet ? _quiet + 1 : 0;
        _allocated = allocated;
        if (_quiet < QuietLooks || allocated - _allocatedBefore < Math.Max(Much, GC.GetTotalMemory(false) / 4))
            return;
        var hasGrown = Committed() - _committedAfter > Math.Max(Much, _committedAfter / 4);
        if (Clock.GetElapsedTime(_compactedAt) < (hasGrown ? _took * LeastPauses : Pause))
            return;
        var began = Clock.GetTimestamp();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        (_allocatedBefore, _committedAfter, _compactedAt) = (allocated, Committed(), Clock.GetTimestamp());
        _took = Clock.GetElapsedTime(began);
    }

    private static long Committed() => GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes;
}
