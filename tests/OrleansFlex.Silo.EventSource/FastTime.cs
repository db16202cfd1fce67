namespace OrleansFlex.Silo.EventSource;

/// <summary>The system's time, run twenty times as fast from an instant on, but for the time limit of an attempt: the network gets no faster.</summary>
internal sealed class FastTime(DateTimeOffset since) : TimeProvider
{
    private const int Speed = 20;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(5);

    public override DateTimeOffset GetUtcNow() => since + ((System.GetUtcNow() - since) * Speed);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Shortened(dueTime), Shortened(period));

    private static TimeSpan Shortened(TimeSpan span) => span <= TimeSpan.Zero || span == TimeLimit ? span : TimeSpan.FromMilliseconds(Math.Max(1, span.TotalMilliseconds / Speed));
}
