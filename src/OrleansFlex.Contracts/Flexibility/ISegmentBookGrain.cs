using System.Collections.Immutable;
using OrleansFlex.Domain.Flexibility;

namespace OrleansFlex.Contracts.Flexibility;

/// <summary>A tenant's segments: disjoint predicates over what a household has.</summary>
[Alias("segment-book")]
public interface ISegmentBookGrain : IGrainWithStringKey
{
    /// <summary>Adds a segment. Refused where it overlaps another or its name is taken.</summary>
    [Alias("create")]
    Task<Outcome<SegmentDefinition>> Create(SegmentDraft draft);

    /// <summary>Replaces a segment's name and predicate.</summary>
    [Alias("replace")]
    Task<Outcome<SegmentDefinition>> Replace(Guid id, SegmentDraft draft);

    /// <summary>Deletes a segment.</summary>
    [Alias("delete")]
    Task<Outcome<Done>> Delete(Guid id);

    /// <summary>All segments, in the order of their creation.</summary>
    [Alias("list"), AlwaysInterleave]
    Task<ImmutableArray<SegmentDefinition>> List();
}

/// <summary>A segment as asked for.</summary>
[GenerateSerializer, Immutable, Alias("segment-draft")]
public sealed record SegmentDraft(
    [property: Id(0)] string Name,
    [property: Id(1)] HouseholdTypes Includes,
    [property: Id(2)] HouseholdTypes Excludes);
