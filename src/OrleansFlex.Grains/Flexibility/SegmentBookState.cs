using OrleansFlex.Domain.Flexibility;

namespace OrleansFlex.Grains.Flexibility;

/// <summary>What is stored of a tenant's segments.</summary>
public sealed record SegmentBookState
{
    /// <summary>The segments in the order of their creation.</summary>
    public SegmentDefinition[] Segments { get; init; } = [];
}
