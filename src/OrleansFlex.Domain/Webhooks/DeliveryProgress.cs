namespace OrleansFlex.Domain.Webhooks;

/// <summary>
/// How far a subscriber has been served. The event log is its queue and the cursor its place in it, so that nothing is copied and an
/// event counts as delivered only once the subscriber has said so. Instants are Unix milliseconds of real time.
/// </summary>
public sealed record DeliveryProgress
{
    /// <summary>The sequence of the last event that was delivered or passed over.</summary>
    public long Cursor { get; init; }

    /// <summary>Failures in a row.</summary>
    public int Failures { get; init; }

    /// <summary>When the first of them was; null while deliveries succeed.</summary>
    public long? FailingSinceMs { get; init; }

    /// <summary>When the next attempt is due; null while deliveries succeed.</summary>
    public long? NextAttemptMs { get; init; }

    /// <summary>The last event of the batch that failed: a retry carries the same events. Null while deliveries succeed.</summary>
    public long? Through { get; init; }

    /// <summary>When a delivery last succeeded; null before the first.</summary>
    public long? LastSuccessMs { get; init; }

    /// <summary>When the subscriber last heard something, or began to listen: silence counts from here.</summary>
    public long ContactMs { get; init; }

    /// <summary>A subscriber that begins to listen after an event.</summary>
    public static DeliveryProgress StartingAfter(long sequence, long nowMs) => new() { Cursor = sequence, ContactMs = nowMs };

    /// <summary>Everything up to an event has been delivered.</summary>
    public DeliveryProgress Succeeded(long through, long nowMs) =>
        new() { Cursor = Math.Max(Cursor, through), LastSuccessMs = nowMs, ContactMs = nowMs };

    /// <summary>A delivery up to an event has failed; null where the subscriber is to be given up.</summary>
    public DeliveryProgress? Failed(long through, long nowMs)
    {
        var since = FailingSinceMs ?? nowMs;
        var failures = Failures + 1;
        return RetryPolicy.NextAttemptMs(failures, since, nowMs) is { } next
            ? this with { Failures = failures, FailingSinceMs = since, NextAttemptMs = next, Through = through }
            : null;
    }

    /// <summary>Nothing up to an event is of interest.</summary>
    public DeliveryProgress PassedOver(long through) => this with { Cursor = Math.Max(Cursor, through) };

    /// <summary>Failures are forgotten, so that the next attempt is made at once.</summary>
    public DeliveryProgress Forgiven(long nowMs) => new() { Cursor = Cursor, LastSuccessMs = LastSuccessMs, ContactMs = nowMs };

    /// <summary>The queue is dropped: what happened up to an event will never be delivered.</summary>
    public DeliveryProgress Dropped(long latest, long nowMs) => Forgiven(nowMs).PassedOver(latest);
}
