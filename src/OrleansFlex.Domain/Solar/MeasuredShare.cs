namespace OrleansFlex.Domain.Solar;

/// <summary>
/// How the production of the last hours compares with its forecast, and how far that is to be believed: panels that are dirty, shaded or larger
/// than told, and weather that is not as forecast, show in it.
/// </summary>
/// <param name="Ratio">Measured over forecast energy.</param>
/// <param name="Trust">0 for no evidence, towards 1 for much.</param>
public readonly record struct MeasuredShare(double Ratio, double Trust)
{
    /// <summary>How long the past is compared, in quarters: three hours.</summary>
    public const int Quarters = 12;

    /// <summary>A lead time after which the correction has faded to 1/e, hours.</summary>
    public const double FadingHours = 3;

    private const double LargestRatio = 2;

    // As much evidence as a quarter of an hour in full sun is half believed.
    private const double HalfTrustHours = 0.25;

    /// <summary>Nothing measured: the forecast stays as it is.</summary>
    public static MeasuredShare None { get; } = new(1, 0);

    /// <summary>Compares energies of the same quarters.</summary>
    /// <param name="measuredKwh">What was produced.</param>
    /// <param name="forecastKwh">What the forecast, with the weather as known, says of the same quarters.</param>
    /// <param name="capacityKw">Peak capacity, kWp.</param>
    public static MeasuredShare Of(double measuredKwh, double forecastKwh, double capacityKw)
    {
        if (forecastKwh <= 0 || capacityKw <= 0)
            return None;
        var evidence = forecastKwh / capacityKw;
        return new MeasuredShare(Math.Clamp(measuredKwh / forecastKwh, 0, LargestRatio), evidence / (evidence + HalfTrustHours));
    }

    /// <summary>What a forecast is multiplied with: <c>1 + (ratio − 1)·trust·exp(−lead / 3 h)</c>.</summary>
    /// <param name="leadMs">From now to the instant that is forecast, milliseconds.</param>
    public double FactorAt(long leadMs) => 1 + ((Ratio - 1) * Trust * Math.Exp(-Math.Max(0, leadMs) / (FadingHours * 3_600_000)));
}
