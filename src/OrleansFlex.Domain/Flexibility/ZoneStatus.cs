using System.Collections.Immutable;

namespace OrleansFlex.Domain.Flexibility;

/// <summary>The health of a zone.</summary>
/// <param name="Zone">Of all its households.</param>
/// <param name="Segments">Of each segment that has households in it.</param>
public sealed record ZoneStatus(FlexStatus Zone, ImmutableArray<SegmentStatus> Segments);

/// <summary>The health of a segment in a zone.</summary>
public sealed record SegmentStatus(SegmentDefinition Segment, FlexStatus Status);
