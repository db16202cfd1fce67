using System.Collections.Immutable;

namespace OrleansFlex.Domain.Tariffs;

/// <summary>
/// The months of a tariff in which its rate changes, in their order. A month without a change has no entry: what was in force at the
/// end of the entry before it holds throughout.
/// <code>
///        2026-01        2026-02        2026-03        2026-04
///   |--0.20--|-0.25----|--------------|--------------|-0.25-|······
///   entry 01: last 0.25   (none)        (none)         entry 04: last is a gap
/// </code>
/// </summary>
public sealed class TariffIndex
{
    private readonly ImmutableArray<TariffMonth> _months;

    private TariffIndex(ImmutableArray<TariffMonth> months) => _months = months;

    /// <summary>The entries, rising by month.</summary>
    public ImmutableArray<TariffMonth> Months => _months;

    /// <summary>The end of what is known: the last step is always a gap, since every push has an end. Null where nothing is known.</summary>
    public long? KnownUntilMs => _months.Length == 0 ? null : _months[^1].LastMs;

    /// <summary>The number of steps in all months.</summary>
    public int Steps => _months.Sum(month => month.Steps);

    /// <summary>The index with these entries, which rise by month.</summary>
    public static TariffIndex Of(ImmutableArray<TariffMonth> months) => new(months.IsDefault ? [] : months);

    /// <summary>The entry of a month, or null.</summary>
    public TariffMonth? Find(int month) => FirstFrom(month) is var index && index < _months.Length && _months[index].Month == month ? _months[index] : null;

    /// <summary>The entries of the months from one to another, both included.</summary>
    public ReadOnlySpan<TariffMonth> Between(int first, int last) => _months.AsSpan()[FirstFrom(first)..Math.Max(FirstFrom(first), FirstFrom(last + 1))];

    /// <summary>The rate in force where a month starts, by the months before it.</summary>
    public decimal? RateBefore(int month) => FirstFrom(month) is var index and > 0 ? _months[index - 1].LastRate : null;

    /// <summary>The index after some months were written or removed.</summary>
    public TariffIndex With(TariffRewrite rewrite, long version)
    {
        var gone = rewrite.Removed.Concat(rewrite.Written.Select(written => written.Month)).ToHashSet();
        var added = rewrite.Written.Select(written => TariffMonth.Of(written.Month, version, written.Steps));
        return new([.. _months.Where(month => !gone.Contains(month.Month)).Concat(added).OrderBy(month => month.Month)]);
    }

    /// <summary>The rates over a half-open range; the first step starts at <paramref name="fromMs"/>.</summary>
    /// <param name="fromMs">Start of the range.</param>
    /// <param name="toMs">Its end, after the start.</param>
    /// <param name="months">The steps of the entries between the months of the two, in their order.</param>
    public RateSteps Read(long fromMs, long toMs, IReadOnlyList<RateSteps> months)
    {
        var starts = new List<long> { fromMs };
        var rates = new List<decimal?> { RateBefore(CalendarMonth.Of(fromMs)) };
        foreach (var steps in months)
        {
            var first = steps.IndexAt(fromMs);
            if (first >= 0)
                rates[0] = steps.Rates[first];
            for (var i = first + 1; i < steps.Count && steps.StartsMs[i] < toMs; i++)
            {
                starts.Add(steps.StartsMs[i]);
                rates.Add(steps.Rates[i]);
            }
        }

        return RateSteps.Create([.. starts], [.. rates]);
    }

    private int FirstFrom(int month)
    {
        var (low, high) = (0, _months.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_months[middle].Month < month)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
