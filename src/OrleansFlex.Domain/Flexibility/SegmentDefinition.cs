namespace OrleansFlex.Domain.Flexibility;

/// <summary>A named predicate over household compositions. Zone-agnostic; the segments of a tenant are pairwise disjoint.</summary>
/// <param name="Id">Identifier of the segment.</param>
/// <param name="Name">Unique per tenant, compared ordinally.</param>
/// <param name="Includes">Types the household must have, all of them. None matches every household but the excluded ones.</param>
/// <param name="Excludes">Types the household must not have, none of them.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="UpdatedAt">When it was last replaced.</param>
public sealed record SegmentDefinition(
    Guid Id, string Name, HouseholdTypes Includes, HouseholdTypes Excludes, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>Whether a household of this composition belongs to the segment.</summary>
    public bool Matches(HouseholdTypes household) => (household & Includes) == Includes && (household & Excludes) == 0;

    /// <summary>
    /// Whether no household can match both: some type is required by one and forbidden by the other. Holds for segments
    /// that are not contradictory in themselves.
    /// </summary>
    public bool IsDisjointFrom(SegmentDefinition other) => (Includes & other.Excludes) != 0 || (Excludes & other.Includes) != 0;

    /// <summary>The smallest household that would match both segments, were they to overlap.</summary>
    public HouseholdTypes ExampleShared(SegmentDefinition other) => Includes | other.Includes;
}
