using System.Collections.Immutable;

namespace OrleansFlex.Domain.Flexibility;

/// <summary>The controllable load of a group of households, chunk by chunk. Mean watts, consumption positive.</summary>
/// <param name="HouseholdCount">Number of households.</param>
/// <param name="AssetCount">Number of their assets.</param>
/// <param name="Expected">Σ expected load.</param>
/// <param name="Minimum">Σ lowest load. Per chunk: all minima together are in general not reachable.</param>
/// <param name="Maximum">Σ highest load. Per chunk: all maxima together are in general not reachable.</param>
/// <param name="ReachableMinimum">Σ lowest load of the members that are reachable now.</param>
/// <param name="ReachableMaximum">Σ highest load of the members that are reachable now.</param>
/// <param name="Variance">Σσ², W².</param>
/// <param name="Confidence">Probability that the realised load lies within the margin of the expected one, rounded as it is shown, so
/// that revisions differ exactly when a shown number does.</param>
public sealed record ShapeAggregate(
    int HouseholdCount,
    int AssetCount,
    ImmutableArray<long> Expected,
    ImmutableArray<long> Minimum,
    ImmutableArray<long> Maximum,
    ImmutableArray<long> ReachableMinimum,
    ImmutableArray<long> ReachableMaximum,
    ImmutableArray<long> Variance,
    ImmutableArray<double> Confidence)
{
    /// <summary>Decimals that a confidence is given with.</summary>
    public const int ConfidenceDecimals = 4;

    /// <summary>Number of chunks.</summary>
    public int ChunkCount => Expected.Length;

    /// <summary>Whether every number that a response shows is the same.</summary>
    public bool ShowsSameAs(ShapeAggregate other) => AssetCount == other.AssetCount
        && Expected.AsSpan().SequenceEqual(other.Expected.AsSpan())
        && Minimum.AsSpan().SequenceEqual(other.Minimum.AsSpan())
        && Maximum.AsSpan().SequenceEqual(other.Maximum.AsSpan())
        && Confidence.AsSpan().SequenceEqual(other.Confidence.AsSpan());
}
