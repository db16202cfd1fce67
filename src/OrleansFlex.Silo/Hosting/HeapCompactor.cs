using OrleansFlex.Silo.Clock;

namespace OrleansFlex.Silo.Hosting;

/// <summary>
/// Gives memory back after a burst. The collector grows the heap for a flood of requests and then has no reason to run;
/// in the first quiet moment after much was allocated the heap is compacted and what is free returns to the system.
/// </summary>
internal sealed class HeapCompactor(RealTime real) : IHostedService, IDisposable
{
    private const long Quiet = 4L << 20;
    private const long Much = 64L << 20;
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private ITimer? _timer;
    private long _allocated;
    private long _compactedAt;
    private long _waitUntil;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _allocated = GC.GetTotalAllocatedBytes();
        _timer = real.Provider.CreateTimer(_ => Look(), null, Step, Step);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _timer?.Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _timer?.Dispose();

    private void Look()
    {
        var allocated = GC.GetTotalAllocatedBytes();
        var isQuiet = allocated - _allocated < Quiet;
        _allocated = allocated;
        var now = real.Provider.GetTimestamp();
        // What is alive takes time to move, so it must be worth it: as much allocated as a quarter of the heap.
        if (!isQuiet || now < _waitUntil || allocated - _compactedAt < Math.Max(Much, GC.GetTotalMemory(false) / 4))
            return;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        _compactedAt = allocated;
        _waitUntil = now + (long)(Pause.TotalSeconds * real.Provider.TimestampFrequency);
    }
}
