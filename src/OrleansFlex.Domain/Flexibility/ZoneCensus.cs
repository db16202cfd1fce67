using System.Collections.Immutable;

namespace OrleansFlex.Domain.Flexibility;

/// <summary>The locations of a zone as activation needs them.</summary>
/// <param name="LocationsByArea">Number of locations per area.</param>
/// <param name="WithoutArea">Identifiers of the locations without an area; a sample suffices when there are many.</param>
/// <param name="WithoutAreaCount">How many locations have no area.</param>
public sealed record ZoneCensus(ImmutableSortedDictionary<string, int> LocationsByArea, ImmutableArray<string> WithoutArea, int WithoutAreaCount)
{
    /// <summary>A zone without any location.</summary>
    public static ZoneCensus Empty { get; } = new(ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal), ImmutableArray<string>.Empty, 0);

    /// <summary>All locations, with or without an area.</summary>
    public int LocationCount => LocationsByArea.Values.Sum() + WithoutAreaCount;
}
