using OrleansFlex.TestKit;

namespace OrleansFlex.Grains.Tests.Hosting;

/// <summary>The held clock as one process sees it: when the process is killed, its timers die with it.</summary>
internal sealed class ProcessClock(ManualTimeProvider clock) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ITimer> _timers = [];
    private bool _isDead;

    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            var timer = clock.CreateTimer(callback, state, _isDead ? Timeout.InfiniteTimeSpan : dueTime, period);
            _timers.Add(timer);
            return timer;
        }
    }

    /// <summary>No timer of this process ticks from now on.</summary>
    public void Die()
    {
        lock (_lock)
        {
            _isDead = true;
            foreach (var timer in _timers)
                timer.Dispose();
        }
    }
}
