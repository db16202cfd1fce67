namespace OrleansFlex.Domain.Pricing;

public sealed partial class PriceSignalTimeline
{
    /// <summary>How far back prices are kept: 400 days, so that a year can be compared with the one before.</summary>
    public const long RetentionMs = 400L * 24 * 60 * 60 * 1000;

    /// <summary>
    /// The most points kept. A desk that pushes every ten seconds leaves thousands of short steps a day behind; beyond
    /// this the oldest are forgotten even within the retention.
    /// </summary>
    public const int MaximumPoints = 50_000;

    private const long MergeAfterMs = 2L * 24 * 60 * 60 * 1000;

    /// <summary>Bounds the history with the usual limits: what was pushed within the last two days reads as it was pushed.</summary>
    public PriceSignalTimeline CompactAt(long nowMs) => Compact(nowMs - RetentionMs, nowMs - MergeAfterMs);

    /// <summary>
    /// Bounds the history. Prices before <paramref name="keepFromMs"/> are forgotten and read as unknown from then on;
    /// equal neighbours that ended before <paramref name="mergeBeforeMs"/> are joined, which changes no price; if
    /// more than <paramref name="maximumPoints"/> remain, the oldest go. Answers itself when there is nothing to do.
    /// </summary>
    public PriceSignalTimeline Compact(long keepFromMs, long mergeBeforeMs, int maximumPoints = MaximumPoints)
    {
        var at = new List<long>(_at.Length);
        var price = new List<decimal?>(_at.Length);
        for (var i = 0; i < _at.Length; i++)
        {
            var ends = i + 1 < _at.Length ? _at[i + 1] : long.MaxValue;
            if (ends <= keepFromMs)
                continue;
            var known = _price[i];
            var isRepeat = at.Count == 0 ? known is null : price[^1] == known;
            if (isRepeat && (known is null || _at[i] < mergeBeforeMs))
                continue;
            at.Add(at.Count == 0 ? Math.Max(_at[i], keepFromMs) : _at[i]);
            price.Add(known);
        }
        var excess = Math.Max(0, at.Count - maximumPoints);
        while (excess < at.Count && excess > 0 && price[excess] is null)
            excess++;
        if (excess == 0 && at.Count == _at.Length && (at.Count == 0 || at[0] == _at[0]))
            return this;
        return new([.. at.Skip(excess)], [.. price.Skip(excess)]);
    }
}
