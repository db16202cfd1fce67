using System.Collections.Immutable;

namespace OrleansFlex.Domain.Tariffs;

/// <summary>What a push changes: months to be written anew and months that have no steps any more.</summary>
/// <param name="Written">The months to be written, rising, with all their steps.</param>
/// <param name="Removed">The months to be forgotten.</param>
/// <param name="Replaced">How many rates the push overwrites.</param>
public sealed record TariffRewrite(ImmutableArray<(int Month, RateSteps Steps)> Written, ImmutableArray<int> Removed, int Replaced)
{
    /// <summary>The most steps in one month: more than one a minute.</summary>
    public const int MaximumMonthSteps = 50_000;

    /// <summary>The most steps of a tariff: 28 years of quarters of an hour.</summary>
    public const int MaximumSteps = 1_000_000;

    /// <summary>
    /// Replaces exactly the push's window. What was in force at its end, rate or gap, resumes there. Of the stored months only those
    /// at the two ends of the window are looked at.
    /// </summary>
    /// <param name="index">The tariff's index.</param>
    /// <param name="push">The push.</param>
    /// <param name="first">The steps of the month in which the window starts, or null where it has none.</param>
    /// <param name="last">Those of the month in which it ends.</param>
    public static TariffRewrite Of(TariffIndex index, TariffPush push, RateSteps? first, RateSteps? last)
    {
        var (firstMonth, lastMonth) = (CalendarMonth.Of(push.FromMs), CalendarMonth.Of(push.ToMs));
        var months = new SortedDictionary<int, (List<long> Starts, List<decimal?> Rates)>();
        Copy(months, firstMonth, first, 0, first?.FirstAtOrAfter(push.FromMs) ?? 0);
        // Values come in order, so that their month is looked up only where it changes.
        var (month, endMs) = (firstMonth, CalendarMonth.StartMs(firstMonth + 1));
        var target = Target(months, month);
        foreach (var value in push.Values)
        {
            if (value.AtMs >= endMs)
            {
                month = CalendarMonth.Of(value.AtMs);
                endMs = CalendarMonth.StartMs(month + 1);
                target = Target(months, month);
            }

            target.Starts.Add(value.AtMs);
            target.Rates.Add(value.Rate);
        }

        var at = last?.IndexAt(push.ToMs) ?? -1;
        var resumesByItself = at >= 0 && last!.StartsMs[at] == push.ToMs;
        if (!resumesByItself)
        {
            target = Target(months, lastMonth);
            target.Starts.Add(push.ToMs);
            target.Rates.Add(at >= 0 ? last!.Rates[at] : index.RateBefore(lastMonth));
        }

        Copy(months, lastMonth, last, resumesByItself ? at : at + 1, last?.Count ?? 0);
        return new(
            [.. months.Where(each => each.Value.Starts.Count > 0).Select(each => (each.Key, RateSteps.Create([.. each.Value.Starts], [.. each.Value.Rates])))],
            Without(index.Between(firstMonth, lastMonth), months),
            Overwritten(index, push, first, last));
    }

    private static int Overwritten(TariffIndex index, TariffPush push, RateSteps? first, RateSteps? last)
    {
        var (firstMonth, lastMonth) = (CalendarMonth.Of(push.FromMs), CalendarMonth.Of(push.ToMs));
        var count = first?.CountRates(push.FromMs, push.ToMs) ?? 0;
        if (firstMonth == lastMonth)
            return count;
        foreach (var between in index.Between(firstMonth + 1, lastMonth - 1))
            count += between.Rates;
        return count + (last?.CountRates(push.FromMs, push.ToMs) ?? 0);
    }

    private static ImmutableArray<int> Without(ReadOnlySpan<TariffMonth> known, SortedDictionary<int, (List<long> Starts, List<decimal?> Rates)> months)
    {
        var removed = ImmutableArray.CreateBuilder<int>();
        foreach (var month in known)
            if (!months.TryGetValue(month.Month, out var steps) || steps.Starts.Count == 0)
                removed.Add(month.Month);
        return removed.ToImmutable();
    }

    private static void Copy(
        SortedDictionary<int, (List<long> Starts, List<decimal?> Rates)> months, int month, RateSteps? from, int first, int end)
    {
        if (from is null || first >= end)
            return;
        var (starts, rates) = Target(months, month);
        starts.AddRange(from.StartsMs[first..end]);
        rates.AddRange(from.Rates[first..end]);
    }

    private static (List<long> Starts, List<decimal?> Rates) Target(SortedDictionary<int, (List<long> Starts, List<decimal?> Rates)> months, int month)
    {
        if (!months.TryGetValue(month, out var target))
            months[month] = target = ([], []);
        return target;
    }
}
