namespace OrleansFlex.Silo.Clock;

/// <summary>
/// The clock of the domain: deadlines, blocks, sessions, forecasts. It is the silo's <see cref="TimeProvider"/>. Tokens, rate limits and
/// network time-outs do not use it; they run on <see cref="RealTime"/>.
/// </summary>
public abstract class DomainClock : TimeProvider
{
    /// <summary>How the clock runs: <c>real</c>, <c>accelerated</c> or <c>held</c>.</summary>
    public abstract string Mode { get; }

    /// <summary>Domain seconds per real second; 0 on a held clock.</summary>
    public abstract double Speed { get; }

    /// <summary>Moves the clock forward; timers that fall due fire in time order.</summary>
    /// <exception cref="ClockAdvanceException">The clock is not held, or the instant is in its past.</exception>
    public abstract Task AdvanceToAsync(DateTimeOffset instant, CancellationToken cancellation);

    /// <summary>Moves the clock forward by a span from wherever it stands when its turn comes.</summary>
    /// <exception cref="ClockAdvanceException">The clock is not held, or the span leads out of the calendar.</exception>
    public abstract Task AdvanceAsync(TimeSpan span, CancellationToken cancellation);

    /// <summary>Every clock here counts timestamps in ticks of 100 ns, so that elapsed domain time can be measured.</summary>
    public sealed override long TimestampFrequency => TimeSpan.TicksPerSecond;
}
