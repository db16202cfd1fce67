using System.Collections.Immutable;

namespace OrleansFlex.Domain.Flexibility;

/// <summary>
/// The sums of all households of one composition in one area, an immutable copy. Powers are mean watts per chunk,
/// consumption positive; index 0 is the first chunk of the <see cref="PartitionSums"/> it belongs to.
/// </summary>
/// <param name="Area">The area.</param>
/// <param name="Types">The household composition.</param>
/// <param name="HouseholdCount">Number of households, at least one.</param>
/// <param name="AssetCount">Number of their assets, also of those that add no load.</param>
/// <param name="Expected">Σ expected load.</param>
/// <param name="Minimum">Σ lowest load.</param>
/// <param name="Maximum">Σ highest load.</param>
/// <param name="ReachableMinimum">Σ lowest load of the members that are reachable.</param>
/// <param name="ReachableMaximum">Σ highest load of the members that are reachable.</param>
/// <param name="Variance">Σσ² in W², exact.</param>
public sealed record ShapeCell(
    string Area,
    HouseholdTypes Types,
    int HouseholdCount,
    int AssetCount,
    ImmutableArray<long> Expected,
    ImmutableArray<long> Minimum,
    ImmutableArray<long> Maximum,
    ImmutableArray<long> ReachableMinimum,
    ImmutableArray<long> ReachableMaximum,
    ImmutableArray<long> Variance);
