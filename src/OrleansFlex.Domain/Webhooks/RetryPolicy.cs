using System.Collections.Immutable;

namespace OrleansFlex.Domain.Webhooks;

/// <summary>When a delivery that failed is tried again: after growing pauses, then hourly, for a day in all.</summary>
public static class RetryPolicy
{
    /// <summary>How long deliveries may fail, in milliseconds, before the subscriber is given up. The last attempt is made at its end.</summary>
    public const long PatienceMs = 24 * 3_600_000L;

    private static readonly ImmutableArray<long> Pauses = [5_000, 30_000, 120_000, 600_000, 1_800_000];

    private const long LongestPauseMs = 3_600_000;

    /// <summary>The pause in milliseconds after so many failures in a row, one or more.</summary>
    public static long PauseMs(int failures) => failures <= Pauses.Length ? Pauses[failures - 1] : LongestPauseMs;

    /// <summary>When the next attempt is due, Unix milliseconds; null where patience is at its end.</summary>
    /// <param name="failures">Failures in a row, the last one included.</param>
    /// <param name="failingSinceMs">When the first of them was.</param>
    /// <param name="nowMs">When the last of them was.</param>
    public static long? NextAttemptMs(int failures, long failingSinceMs, long nowMs) => nowMs >= failingSinceMs + PatienceMs
        ? null
        : Math.Min(nowMs + PauseMs(failures), failingSinceMs + PatienceMs);
}
