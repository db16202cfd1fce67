using System.Collections.Immutable;
using OrleansFlex.Domain.Flexibility;

namespace OrleansFlex.Domain.Forecasting;

/// <summary>
/// Distributions of errors by lead time, and by lead time and time of day. What has been seen little is blended with the
/// lead time's, and that with the normal distribution. Kept by day too, so that a day can be judged by the others alone.
/// </summary>
internal sealed class ErrorDistributions
{
    private const double NormalWeight = 8;
    private const double LeadWeight = 25;
    private const int HoursPerContext = 3;
    private const int Contexts = 24 / HoursPerContext;
    private const long NoDay = long.MinValue;

    private static readonly ImmutableArray<int> LeadStarts = [0, 1, 2, 4, 8, 12, 24, 36, 64];

    private readonly Dictionary<(int Context, long Day), ErrorDistribution> _seen = [];

    /// <summary>Counts an error.</summary>
    public void Add(int leadChunks, int localHour, long day, double distance, double weight)
    {
        var lead = LeadOf(leadChunks);
        var context = ContextOf(lead, localHour);
        At(-1 - lead, NoDay).Add(distance, weight);
        At(-1 - lead, day).Add(distance, weight);
        At(context, NoDay).Add(distance, weight);
        At(context, day).Add(distance, weight);
    }

    /// <summary>Closes all histograms.</summary>
    public void Sum()
    {
        foreach (var distribution in _seen.Values)
            distribution.Sum();
    }

    /// <summary>Drops what is only needed to judge days by each other.</summary>
    public void ForgetDays()
    {
        foreach (var key in _seen.Keys.Where(key => key.Day != NoDay).ToArray())
            _seen.Remove(key);
    }

    /// <summary>Share of errors within a distance, as all days have it but one.</summary>
    public double Within(int leadChunks, int localHour, double distance, long exceptDay = NoDay)
    {
        var lead = LeadOf(leadChunks);
        var share = NormalDistribution.WithinProbability(distance);
        share = Blend(-1 - lead, exceptDay, distance, share, NormalWeight);
        return Blend(ContextOf(lead, localHour), exceptDay, distance, share, LeadWeight);
    }

    private double Blend(int context, long exceptDay, double distance, double otherwise, double weight)
    {
        if (!_seen.TryGetValue((context, NoDay), out var all))
            return otherwise;
        var within = all.WeightWithin(distance);
        var total = all.Weight;
        if (exceptDay != NoDay && _seen.TryGetValue((context, exceptDay), out var one))
        {
            within = Math.Max(0, within - one.WeightWithin(distance));
            total = Math.Max(0, total - one.Weight);
        }

        return Math.Clamp((within + (weight * otherwise)) / (total + weight), 0, 1);
    }

    private ErrorDistribution At(int context, long day)
    {
        if (!_seen.TryGetValue((context, day), out var distribution))
            _seen[(context, day)] = distribution = new ErrorDistribution();
        return distribution;
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
