namespace OrleansFlex.Silo.Clock;

/// <summary>The time of the outside world, for tokens, rate limits, time-outs and retries, which no sandbox clock may move.</summary>
/// <param name="Provider">The system's clock; tests put their own here.</param>
public sealed record RealTime(TimeProvider Provider);
