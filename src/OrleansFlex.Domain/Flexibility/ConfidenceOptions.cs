namespace OrleansFlex.Domain.Flexibility;

/// <summary>The margin within which a forecast counts as met.</summary>
/// <param name="MarginShare">Part of the expected load. Default 0.1.</param>
/// <param name="MarginWattsPerAsset">Watts per asset below which the margin does not fall. Default 10, 1 kW per 100 assets.</param>
public sealed record ConfidenceOptions(double MarginShare = 0.1, double MarginWattsPerAsset = 10)
{
    /// <summary>The larger of the two, in watts.</summary>
    public double MarginWatts(long expectedWatts, int assetCount) =>
        Math.Max(MarginShare * Math.Abs((double)expectedWatts), MarginWattsPerAsset * assetCount);
}
