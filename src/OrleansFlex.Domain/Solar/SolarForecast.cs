namespace OrleansFlex.Domain.Solar;

/// <summary>Forecast production of an installation by quarter-hour, 48 hours from the running quarter. Immutable.</summary>
public sealed class SolarForecast
{
    /// <summary>Quarters in a forecast.</summary>
    public const int Count = 192;

    private const long StepMs = ProductionHistory.QuarterMs;

    // Root mean square error of production as a share of what a clear sky would give: with a cloud forecast, which gets worse, and without.
    private const double ErrorNow = 0.10;
    private const double ErrorLater = 0.20;
    private const double ErrorFadingHours = 12;
    private const double ErrorUnknown = 0.35;

    private readonly float[] _kw;
    private readonly float[] _deviationKw;

    private SolarForecast(long startMs, float[] kw, float[] deviationKw) => (StartMs, _kw, _deviationKw) = (startMs, kw, deviationKw);

    /// <summary>Start of the first quarter, Unix milliseconds.</summary>
    public long StartMs { get; }

    /// <summary>Mean production of each quarter, kW.</summary>
    public ReadOnlySpan<float> Kw => _kw;

    /// <summary>Standard deviation of the error of each, kW.</summary>
    public ReadOnlySpan<float> DeviationKw => _deviationKw;

    /// <summary>
    /// Forecasts. Where no clouds are known the sky counts as clear. The production of the last three hours, where all inverters have told it, corrects
    /// the coming ones.
    /// </summary>
    /// <param name="installation">The panels.</param>
    /// <param name="clouds">Cloud cover of the area.</param>
    /// <param name="inverters">What the inverters of the place have produced; none where there is none.</param>
    /// <param name="nowMs">Unix milliseconds.</param>
    public static SolarForecast Of(SolarInstallation installation, CloudTimeline clouds, IReadOnlyList<ProductionHistory> inverters, long nowMs)
    {
        var first = nowMs / StepMs;
        var share = Compare(installation, clouds, inverters, first);
        var kw = new float[Count];
        var deviation = new float[Count];
        for (var i = 0; i < Count; i++)
        {
            var middleMs = ((first + i) * StepMs) + (StepMs / 2);
            var sun = installation.SunAt(middleMs);
            var clear = installation.PowerKw(middleMs, sun, 0);
            if (clear <= 0)
                continue;
            var cover = clouds.CoverAt(middleMs);
            var lead = Math.Max(0, middleMs - nowMs);
            var expected = cover is > 0 ? installation.PowerKw(middleMs, sun, cover.Value / 100) : clear;
            kw[i] = (float)Math.Clamp(expected * share.FactorAt(lead), 0, installation.CapacityKw);
            deviation[i] = (float)(clear * (cover is null ? ErrorUnknown : Error(lead)));
        }

        return new SolarForecast(first * StepMs, kw, deviation);
    }

    /// <summary>
    /// Production of past quarters, kW each, from the one that holds an instant to the one before the running quarter: what all inverters have
    /// measured, or else what is forecast, corrected as the next quarter is.
    /// </summary>
    /// <param name="installation">The panels.</param>
    /// <param name="clouds">Cloud cover of the area.</param>
    /// <param name="inverters">What the inverters of the place have produced; none where there is none.</param>
    /// <param name="fromMs">The instant, Unix milliseconds.</param>
    /// <param name="nowMs">Unix milliseconds.</param>
    public static float[] Past(SolarInstallation installation, CloudTimeline clouds, IReadOnlyList<ProductionHistory> inverters, long fromMs, long nowMs)
    {
        var (from, first) = (fromMs / StepMs, nowMs / StepMs);
        var factor = Compare(installation, clouds, inverters, first).FactorAt(0);
        var kw = new float[Math.Max(0, first - from)];
        for (var i = 0; i < kw.Length; i++)
        {
            var middleMs = ((from + i) * StepMs) + (StepMs / 2);
            kw[i] = (float)(Measured(inverters, from + i)
                ?? Math.Clamp(installation.PowerKw(middleMs, (clouds.CoverAt(middleMs) ?? 0) / 100) * factor, 0, installation.CapacityKw));
        }

        return kw;
    }

    /// <summary>What was measured in the last hours against what is forecast of them; nothing where an inverter has not told enough.</summary>
    /// <param name="installation">The panels.</param>
    /// <param name="clouds">Cloud cover of the area.</param>
    /// <param name="inverters">What the inverters of the place have produced.</param>
    /// <param name="first">The running quarter, counted since the Unix epoch.</param>
    public static MeasuredShare Compare(SolarInstallation installation, CloudTimeline clouds, IReadOnlyList<ProductionHistory> inverters, long first)
    {
        if (inverters.Count == 0)
            return MeasuredShare.None;
        double measured = 0, forecast = 0;
        for (var quarter = first - MeasuredShare.Quarters; quarter < first; quarter++)
        {
            if (Measured(inverters, quarter) is not { } produced)
                continue;
            var middleMs = (quarter * StepMs) + (StepMs / 2);
            measured += produced / 4;
            forecast += installation.PowerKw(middleMs, (clouds.CoverAt(middleMs) ?? 0) / 100) / 4;
        }

        return MeasuredShare.Of(measured, forecast, installation.CapacityKw);
    }

    /// <summary>What all inverters together have produced in a quarter, kW; null where one has not told enough, or there is none.</summary>
    private static double? Measured(IReadOnlyList<ProductionHistory> inverters, long quarter)
    {
        double? sum = inverters.Count == 0 ? null : 0;
        foreach (var inverter in inverters)
            sum += inverter.MeanKw(quarter);
        return sum;
    }

    private static double Error(long leadMs) =>
        ErrorNow + ((ErrorLater - ErrorNow) * (1 - Math.Exp(-leadMs / (ErrorFadingHours * 3_600_000))));
}
