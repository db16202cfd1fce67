namespace OrleansFlex.Silo.Clock;

/// <summary>A domain clock that runs some times faster than the real time.</summary>
/// <param name="real">What it is derived from.</param>
/// <param name="origin">Where it begins.</param>
/// <param name="speed">Domain seconds per real second, at least 1.</param>
internal sealed class AcceleratedClock(TimeProvider real, DateTimeOffset origin, double speed) : DomainClock
{
    private readonly long _begin = real.GetTimestamp();

    public override string Mode => "accelerated";

    public override double Speed => speed;

    public override DateTimeOffset GetUtcNow() => origin.AddTicks(GetTimestamp());

    public override long GetTimestamp() => (long)(real.GetElapsedTime(_begin).Ticks * speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ScaledTimer(real, callback, state, dueTime, period, speed);

    public override Task AdvanceToAsync(DateTimeOffset instant, CancellationToken cancellation) => throw RealClock.NotHeld();

    public override Task AdvanceAsync(TimeSpan span, CancellationToken cancellation) => throw RealClock.NotHeld();
}
