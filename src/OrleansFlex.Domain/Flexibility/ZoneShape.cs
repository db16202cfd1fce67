using System.Collections.Immutable;

namespace OrleansFlex.Domain.Flexibility;

/// <summary>
/// The flex shape of a zone, or of some of its areas, from one snapshot of its partitions. The sums are integers, so that
/// total = Σ segments + unassigned holds exactly.
/// </summary>
/// <param name="FirstChunk">Absolute index of the first chunk.</param>
/// <param name="Total">All households.</param>
/// <param name="Segments">One per segment that has a household here, in the order of the segments.</param>
/// <param name="Unassigned">Households that match no segment.</param>
public sealed record ZoneShape(long FirstChunk, ShapeAggregate Total, ImmutableArray<SegmentShape> Segments, ShapeAggregate Unassigned)
{
    /// <summary>Composes the shape.</summary>
    /// <param name="firstChunk">The chunk that contains now. Partitions that stand elsewhere are aligned with it.</param>
    /// <param name="chunkCount">Length of the window.</param>
    /// <param name="partitions">One snapshot of each partition.</param>
    /// <param name="segments">Disjoint segments.</param>
    /// <param name="areas">Only these areas count; null counts all. Unknown areas add nothing.</param>
    /// <param name="confidence">How sure each chunk of a sum is.</param>
    public static ZoneShape Compose(
        long firstChunk,
        int chunkCount,
        IReadOnlyList<PartitionSums> partitions,
        IReadOnlyList<SegmentDefinition> segments,
        IReadOnlySet<string>? areas,
        IConfidence confidence)
    {
        var total = new ShapeSum(chunkCount);
        var unassigned = new ShapeSum(chunkCount);
        var bySegment = new ShapeSum?[segments.Count];
        foreach (var partition in partitions)
            foreach (var cell in partition.Cells)
            {
                if (areas is not null && !areas.Contains(cell.Area))
                    continue;
                var shift = partition.FirstChunk - firstChunk;
                total.Add(cell, shift);
                var index = IndexOf(segments, cell.Types);
                var part = index < 0 ? unassigned : bySegment[index] ??= new ShapeSum(chunkCount);
                part.Add(cell, shift);
            }
        var shapes = ImmutableArray.CreateBuilder<SegmentShape>();
        for (var i = 0; i < segments.Count; i++)
            if (bySegment[i] is { } sum)
                shapes.Add(new SegmentShape(segments[i], sum.Finish(firstChunk, confidence)));
        return new ZoneShape(
            firstChunk, total.Finish(firstChunk, confidence), shapes.ToImmutable(), unassigned.Finish(firstChunk, confidence));
    }

    /// <summary>The load of one segment; zeros when it has no household here.</summary>
    public ShapeAggregate OfSegment(Guid segmentId, IConfidence confidence)
    {
        foreach (var shape in Segments)
            if (shape.Segment.Id == segmentId)
                return shape.Aggregate;
        return new ShapeSum(Total.ChunkCount).Finish(FirstChunk, confidence);
    }

    /// <summary>Whether a response made of the other shape would show the same numbers and time stamps.</summary>
    public bool ShowsSameAs(ZoneShape other)
    {
        if (FirstChunk != other.FirstChunk || Segments.Length != other.Segments.Length)
            return false;
        for (var i = 0; i < Segments.Length; i++)
        {
            var (mine, others) = (Segments[i], other.Segments[i]);
            if (mine.Segment.Id != others.Segment.Id || mine.Segment.Name != others.Segment.Name)
                return false;
            if (!mine.Aggregate.ShowsSameAs(others.Aggregate))
                return false;
        }
        return Total.ShowsSameAs(other.Total) && Unassigned.ShowsSameAs(other.Unassigned);
    }

    private static int IndexOf(IReadOnlyList<SegmentDefinition> segments, HouseholdTypes types)
    {
        for (var i = 0; i < segments.Count; i++)
            if (segments[i].Matches(types))
                return i;
        return -1;
    }
}
