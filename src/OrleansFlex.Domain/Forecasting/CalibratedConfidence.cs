using System.Collections.Immutable;
using OrleansFlex.Domain.Flexibility;

namespace OrleansFlex.Domain.Forecasting;

/// <summary>
/// The probability that a realised load lies within the margin, learned from forecasts that have settled. The scale of an
/// error is that of <see cref="ConfidenceModel"/> (a·Σσ² + b·(Σμ)² per lead time); how errors are distributed on that scale
/// is taken from the errors themselves, by lead time and time of day, since common errors (weather, prices) have tails that
/// no normal distribution has. What has been seen little is blended with the lead time's, and that with the normal one.
/// Immutable.
/// </summary>
public sealed class CalibratedConfidence
{
    private const double HalfLifeMs = 3 * 86_400_000.0;
    private const double NormalWeight = 8;
    private const double LeadWeight = 6;
    private const double SmallestCommon = 0.0009;
    private const double FloorOfMargin = 0.05;
    private const int HoursPerContext = 3;
    private const int Contexts = 24 / HoursPerContext;

    private static readonly ImmutableArray<int> LeadStarts = [0, 1, 2, 4, 8, 12, 24, 36, 64];

    private readonly ConfidenceModel _scale;
    private readonly ErrorDistribution?[] _byLead;
    private readonly ErrorDistribution?[] _byContext;

    private CalibratedConfidence(ConfidenceModel scale, ErrorDistribution?[] byLead, ErrorDistribution?[] byContext) =>
        (_scale, _byLead, _byContext) = (scale, byLead, byContext);

    /// <summary>A model that has seen nothing: the normal approximation.</summary>
    public static CalibratedConfidence Create(ConfidenceModel scale) =>
        new(scale, new ErrorDistribution?[LeadStarts.Length], new ErrorDistribution?[LeadStarts.Length * Contexts]);

    /// <summary>The scale of errors.</summary>
    public ConfidenceModel Scale => _scale;

    /// <summary>Learns from settled forecasts; recent ones weigh more, with a half-life of three days.</summary>
    /// <param name="settled">Those of the last two weeks or so, at any lead times.</param>
    /// <param name="nowMs">Unix ms.</param>
    public CalibratedConfidence Fit(IReadOnlyCollection<SettledForecast> settled, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(settled);
        var scale = _scale.Fit(
            [.. settled.Select(f => new RealisedError(f.LeadChunks, f.ExpectedWatts, f.Variance, f.RealisedWatts))]);
        var byLead = new List<WeightedError>[LeadStarts.Length];
        var byContext = new List<WeightedError>[LeadStarts.Length * Contexts];
        foreach (var forecast in settled)
        {
            var weight = Math.Pow(0.5, Math.Max(0, nowMs - forecast.ChunkMs) / HalfLifeMs);
            var distance = Math.Abs((double)forecast.RealisedWatts - forecast.ExpectedWatts);
            var error = new WeightedError(
                distance / Deviation(scale, forecast.LeadChunks, forecast.ExpectedWatts, forecast.Variance, forecast.AssetCount), weight);
            var lead = LeadOf(forecast.LeadChunks);
            (byLead[lead] ??= []).Add(error);
            (byContext[ContextOf(lead, forecast.LocalHour)] ??= []).Add(error);
        }

        return new CalibratedConfidence(
            scale,
            [.. byLead.Select(errors => errors is null ? null : new ErrorDistribution(errors))],
            [.. byContext.Select(errors => errors is null ? null : new ErrorDistribution(errors))]);
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
        var reach = _scale.Options.MarginWatts(expectedWatts, assetCount)
            / Deviation(_scale, leadChunks, expectedWatts, variance, assetCount);
        var lead = LeadOf(leadChunks);
        var share = NormalDistribution.WithinProbability(reach);
        share = Blend(_byLead[lead], reach, share, NormalWeight);
        return Blend(_byContext[ContextOf(lead, localHour)], reach, share, LeadWeight);
    }

    private static double Blend(ErrorDistribution? seen, double reach, double otherwise, double weight) =>
        seen is null ? otherwise : ((seen.WeightWithin(reach) + (weight * otherwise)) / (seen.Weight + weight));

    private static double Deviation(ConfidenceModel scale, int lead, long expectedWatts, long variance, int assetCount)
    {
        var (own, common) = scale.At(lead);
        var squares = (own * Math.Max(0, variance))
            + (Math.Max(common, SmallestCommon) * expectedWatts * (double)expectedWatts);
        var floor = Math.Max(1, FloorOfMargin * scale.Options.MarginWattsPerAsset * assetCount);
        return Math.Sqrt(squares + (floor * floor));
    }

    private static int LeadOf(int leadChunks)
    {
        var bucket = LeadStarts.Length - 1;
        while (bucket > 0 && LeadStarts[bucket] > leadChunks)
            bucket--;
        return bucket;
    }

    private static int ContextOf(int lead, int localHour) => (lead * Contexts) + (Math.Clamp(localHour, 0, 23) / HoursPerContext);
}
