namespace OrleansFlex.Domain.Flexibility;

/// <summary>A segment's part of a zone's shape.</summary>
/// <param name="Segment">The definition it was computed with.</param>
/// <param name="Aggregate">The load of its households in the zone.</param>
public sealed record SegmentShape(SegmentDefinition Segment, ShapeAggregate Aggregate);
