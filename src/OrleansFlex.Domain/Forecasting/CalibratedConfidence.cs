using OrleansFlex.Domain.Flexibility;

namespace OrleansFlex.Domain.Forecasting;

/// <summary>
/// The probability that a realised load lies within the margin, learned from forecasts that have settled. The scale of an
/// error is that of <see cref="ConfidenceModel"/> (a·Σσ² + b·(Σμ)² per lead time); how errors are distributed on that scale
/// is taken from the errors themselves, by lead time and time of day, since common errors (weather, prices) have tails that
/// no normal distribution has. Rises with the margin and falls with the variance. Immutable.
/// </summary>
public sealed partial class CalibratedConfidence
{
    private const long DayMs = 86_400_000;
    private const double HalfLifeDays = 3;

    // Errors of one day are alike: many of them, but hardly more than one observation. A bad first night must not make failure certain.
    private const double DaysToTrust = 4;
    private const double SmallestCommon = 0.0009;
    private const double FloorOfMargin = 0.05;

    private readonly ErrorDistributions _distributions;
    private readonly Recalibration _recalibration;

    private CalibratedConfidence(ConfidenceModel scale, ErrorDistributions distributions, Recalibration recalibration) =>
        (Scale, _distributions, _recalibration) = (scale, distributions, recalibration);

    /// <summary>A model that has seen nothing: the normal approximation.</summary>
    public static CalibratedConfidence Create(ConfidenceModel scale) => new(scale, new ErrorDistributions(), Recalibration.None);

    /// <summary>The scale of errors.</summary>
    public ConfidenceModel Scale { get; }

    /// <summary>Learns anew from settled forecasts; recent ones weigh more, with a half-life of three days.</summary>
    /// <param name="settled">Those of the last two or three weeks, at any lead times.</param>
    /// <param name="nowMs">Unix ms.</param>
    public CalibratedConfidence Fit(IReadOnlyCollection<SettledForecast> settled, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(settled);
        var seenMs = settled.Count == 0 ? 0 : Math.Max(0, nowMs - settled.Min(f => f.ChunkMs));
        var scale = seenMs < DayMs
            ? Scale
            : Scale.Fit([.. settled.Select(f => new RealisedError(f.LeadChunks, f.ExpectedWatts, f.Variance, f.RealisedWatts))]);
        var trust = Math.Pow(Math.Min(1, seenMs / (DaysToTrust * DayMs)), 2);
        return Learn(scale, new ErrorDistributions(), [], settled, nowMs, trust);
    }

    /// <summary>
    /// Learns from settled forecasts on top of what is known, for when those that it was learned from are gone. The scale
    /// stays, since the errors known are in its units, and they weigh less by the time that has passed.
    /// </summary>
    /// <param name="settled">Forecasts that settled after <paramref name="learnedMs"/>.</param>
    /// <param name="learnedMs">When this was learned, Unix ms.</param>
    /// <param name="nowMs">Unix ms.</param>
    public CalibratedConfidence Extend(IReadOnlyCollection<SettledForecast> settled, long learnedMs, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(settled);
        var known = _distributions.Weighted(WeightAfter(nowMs - learnedMs));
        return Learn(Scale, known, _recalibration.AsClaims(known.Weight), settled, nowMs, trust: 1);
    }

    /// <summary>The confidence of a forecast, in [0, 1]. Zero load with zero variance is certain.</summary>
    /// <param name="leadChunks">How many chunks ahead.</param>
    /// <param name="localHour">Local hour of the chunk, 0–23.</param>
    /// <param name="expectedWatts">Σμ.</param>
    /// <param name="variance">Σσ², W².</param>
    /// <param name="assetCount">Assets behind the sum, for the smallest margin.</param>
    public double Confidence(int leadChunks, int localHour, long expectedWatts, long variance, int assetCount)
    {
        if (expectedWatts == 0 && variance == 0)
            return 1;
        var margin = Scale.Options.MarginWatts(expectedWatts, assetCount);
        var reach = margin / Deviation(Scale, leadChunks, expectedWatts, variance, assetCount);
        return _recalibration.Apply(_distributions.Within(leadChunks, localHour, reach));
    }

    private static CalibratedConfidence Learn(
        ConfidenceModel scale,
        ErrorDistributions distributions,
        IEnumerable<(double Claimed, bool CameTrue, double Weight)> known,
        IReadOnlyCollection<SettledForecast> settled,
        long nowMs,
        double trust)
    {
        foreach (var f in settled)
            distributions.Add(f.LeadChunks, f.LocalHour, f.ChunkMs / DayMs, Error(f) / Deviation(scale, f), Weight(f));
        distributions.Sum();

        var claims = new List<(double, bool, double)>(known);
        foreach (var f in settled)
        {
            var margin = scale.Options.MarginWatts(f.ExpectedWatts, f.AssetCount);
            var claimed = distributions.Within(
                f.LeadChunks, f.LocalHour, margin / Deviation(scale, f), exceptDay: f.ChunkMs / DayMs);
            claims.Add((claimed, Error(f) <= margin, Weight(f)));
        }

        distributions.ForgetDays();
        return new CalibratedConfidence(scale, distributions, Recalibration.Fit(claims));

        double Weight(in SettledForecast f) => trust * WeightAfter(nowMs - f.ChunkMs);
    }

    private static double Error(in SettledForecast f) => Math.Abs((double)f.RealisedWatts - f.ExpectedWatts);

    private static double WeightAfter(long ms) => Math.Pow(0.5, Math.Max(0, ms) / (HalfLifeDays * DayMs));

    private static double Deviation(ConfidenceModel scale, in SettledForecast f) =>
        Deviation(scale, f.LeadChunks, f.ExpectedWatts, f.Variance, f.AssetCount);

    private static double Deviation(ConfidenceModel scale, int lead, long expectedWatts, long variance, int assetCount)
    {
        var (own, common) = scale.At(lead);
        var squares = (own * Math.Max(0, variance))
            + (Math.Max(common, SmallestCommon) * expectedWatts * (double)expectedWatts);
        var floor = Math.Max(1, FloorOfMargin * scale.Options.MarginWattsPerAsset * assetCount);
        return Math.Sqrt(squares + (floor * floor));
    }
}
