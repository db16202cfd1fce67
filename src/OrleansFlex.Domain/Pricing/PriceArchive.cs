using System.Collections.Immutable;

namespace OrleansFlex.Domain.Pricing;

/// <summary>
/// How a price history is divided for storage: what can still change, and the hour before it, is written with every push; what
/// is older goes into segments that are written once. So a push writes kilobytes, however long the history is.
/// </summary>
public static class PriceArchive
{
    /// <summary>So many change points that are old enough make a segment.</summary>
    public const int SegmentPoints = 500;

    private const long SettlesAfterMs = 3_600_000;

    /// <summary>From when on a history is kept: whole segments are forgotten, by age or where there are too many points.</summary>
    /// <param name="segments">The segments, in order of time.</param>
    /// <param name="points">Change points held, those of the segments included.</param>
    /// <param name="nowMs">Unix milliseconds.</param>
    public static long KeepFromMs(ImmutableArray<PriceSegment> segments, int points, long nowMs)
    {
        var keepFromMs = nowMs - PriceSignalTimeline.RetentionMs;
        foreach (var segment in segments)
        {
            if (segment.UntilMs > keepFromMs && points <= PriceSignalTimeline.MaximumPoints)
                return Math.Min(keepFromMs, segment.FromMs);
            points -= segment.Points;
            keepFromMs = Math.Max(keepFromMs, segment.UntilMs);
        }

        return keepFromMs;
    }

    /// <summary>Divides a history anew after a change.</summary>
    /// <param name="timeline">The history.</param>
    /// <param name="segments">The segments of before.</param>
    /// <param name="nextNumber">The number of the next new segment.</param>
    /// <param name="keepFromMs">Before it everything was forgotten.</param>
    /// <param name="changedFromMs">Before it nothing changed but by forgetting.</param>
    /// <param name="nowMs">Unix milliseconds.</param>
    public static Division Divide(
        PriceSignalTimeline timeline, ImmutableArray<PriceSegment> segments, int nextNumber, long keepFromMs, long changedFromMs, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        var kept = segments.Where(segment => segment.FromMs >= keepFromMs && segment.UntilMs <= changedFromMs).ToList();
        var recent = timeline.PointsFrom(kept.Count > 0 ? kept[^1].UntilMs : long.MinValue);
        var added = ImmutableArray.CreateBuilder<(PriceSegment, ImmutableArray<(long, decimal?)>)>();
        // The last point stays: it tells where the history ends.
        var settled = recent.SkipLast(1).TakeWhile(point => point.AtMs < nowMs - SettlesAfterMs).Count();
        while (settled >= SegmentPoints)
        {
            var points = recent[..SegmentPoints];
            recent = recent[SegmentPoints..];
            settled -= SegmentPoints;
            var segment = new PriceSegment(nextNumber++, points[0].AtMs, recent[0].AtMs, points.Length);
            kept.Add(segment);
            added.Add((segment, points));
        }

        return new Division([.. kept], added.ToImmutable(), recent, nextNumber);
    }

    /// <summary>A divided history.</summary>
    /// <param name="Segments">All its segments, in order of time.</param>
    /// <param name="Added">Those that are new, with their change points, to be stored first.</param>
    /// <param name="Recent">The change points after the last segment.</param>
    /// <param name="NextNumber">The number of the next new segment.</param>
    public sealed record Division(
        ImmutableArray<PriceSegment> Segments,
        ImmutableArray<(PriceSegment Segment, ImmutableArray<(long AtMs, decimal? Price)> Points)> Added,
        ImmutableArray<(long AtMs, decimal? Price)> Recent,
        int NextNumber);
}
