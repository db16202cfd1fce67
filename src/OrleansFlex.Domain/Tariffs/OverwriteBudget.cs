using System.Collections.Immutable;

namespace OrleansFlex.Domain.Tariffs;

/// <summary>Rates of a tariff that were overwritten about the same time.</summary>
/// <param name="AtMs">When the last of them was, Unix milliseconds.</param>
/// <param name="Points">How many.</param>
public readonly record struct Overwrite(long AtMs, int Points);

/// <summary>How many rates of a tariff may be overwritten within a day, counted back from each push.</summary>
public static class OverwriteBudget
{
    /// <summary>Rates that may be overwritten within <see cref="WindowMs"/>.</summary>
    public const int Points = 10_000;

    /// <summary>A day of 24 hours.</summary>
    public const long WindowMs = 24 * 60 * 60 * 1000;

    // Pushes of the same five minutes count as one, at the time of the last, so that the list stays short.
    private const long TogetherMs = 5 * 60 * 1000;

    /// <summary>Charges a push.</summary>
    /// <param name="overwrites">What was overwritten so far, in order of time.</param>
    /// <param name="points">How many rates the push overwrites.</param>
    /// <param name="nowMs">When, Unix milliseconds.</param>
    /// <returns>What counts from now on, or <c>tariff_series.budget_exceeded</c>.</returns>
    public static Decision<ImmutableArray<Overwrite>> Charge(ImmutableArray<Overwrite> overwrites, int points, long nowMs)
    {
        var counting = overwrites.RemoveAll(overwrite => overwrite.AtMs + WindowMs <= nowMs);
        if (points == 0)
            return counting;
        var spent = counting.Sum(overwrite => overwrite.Points);
        if (spent + points > Points)
            return new OverwriteBudgetExceeded(points, Points - spent, RetryAfter(counting, spent + points - Points, nowMs));
        if (counting.Length > 0 && counting[^1] is var last && last.AtMs / TogetherMs == nowMs / TogetherMs)
            return counting.SetItem(counting.Length - 1, new Overwrite(nowMs, last.Points + points));
        return counting.Add(new Overwrite(nowMs, points));
    }

    private static long RetryAfter(ImmutableArray<Overwrite> counting, int needed, long nowMs)
    {
        foreach (var overwrite in counting)
        {
            needed -= overwrite.Points;
            if (needed <= 0)
                return overwrite.AtMs + WindowMs - nowMs;
        }

        return WindowMs;
    }
}
