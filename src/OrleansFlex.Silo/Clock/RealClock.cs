namespace OrleansFlex.Silo.Clock;

/// <summary>The domain clock of production: the real time.</summary>
internal sealed class RealClock(TimeProvider real) : DomainClock
{
    public override string Mode => "real";

    public override double Speed => 1;

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow();

    public override long GetTimestamp() => real.GetElapsedTime(0).Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ScaledTimer(real, callback, state, dueTime, period, 1);

    public override Task AdvanceToAsync(DateTimeOffset instant, CancellationToken cancellation) => throw NotHeld();

    public override Task AdvanceAsync(TimeSpan span, CancellationToken cancellation) => throw NotHeld();

    internal static ClockAdvanceException NotHeld() =>
        new("The clock runs by itself; it can be moved only where it is held (Sandbox:Clock).", isMode: true);
}
