namespace OrleansFlex.Silo.Clock;

/// <summary>
/// A system timer in domain time. System timers count whole milliseconds and drop what is beyond; rounding up keeps one from firing before
/// its instant, and a period from becoming zero.
/// </summary>
internal sealed class ScaledTimer(TimeProvider real, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period, double speed) : ITimer
{
    private readonly ITimer _inner = real.CreateTimer(callback, state, Scale(dueTime, speed), Scale(period, speed));

    public bool Change(TimeSpan dueTime, TimeSpan period) => _inner.Change(Scale(dueTime, speed), Scale(period, speed));

    public void Dispose() => _inner.Dispose();

    public ValueTask DisposeAsync() => _inner.DisposeAsync();

    private static TimeSpan Scale(TimeSpan domain, double speed) =>
        domain <= TimeSpan.Zero ? domain : TimeSpan.FromMilliseconds(Math.Ceiling(domain.TotalMilliseconds / speed));
}
