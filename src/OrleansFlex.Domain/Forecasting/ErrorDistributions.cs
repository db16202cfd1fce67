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
    private static readonly int Count = LeadStarts.Length * (1 + Contexts);

    // First one for each lead time, then one for each lead time and time of day.
    private readonly ErrorDistribution?[] _all = new ErrorDistribution?[Count];
    private readonly Dictionary<long, ErrorDistribution?[]> _byDay = [];

    /// <summary>Weight of all errors.</summary>
    public double Weight => _all.Take(LeadStarts.Length).Sum(distribution => distribution?.Weight ?? 0);

    /// <summary>Counts an error.</summary>
    public void Add(int leadChunks, int localHour, long day, double distance, double weight)
    {
        var position = ErrorDistribution.Position(distance);
        var lead = LeadOf(leadChunks);
        var context = ContextOf(lead, localHour);
        if (!_byDay.TryGetValue(day, out var ofDay))
            _byDay[day] = ofDay = new ErrorDistribution?[Count];
        (_all[lead] ??= new ErrorDistribution()).Add(position, weight);
        (ofDay[lead] ??= new ErrorDistribution()).Add(position, weight);
        (_all[context] ??= new ErrorDistribution()).Add(position, weight);
        (ofDay[context] ??= new ErrorDistribution()).Add(position, weight);
    }

    /// <summary>Closes all histograms.</summary>
    public void Sum()
    {
        foreach (var distribution in _byDay.Values.Append(_all).SelectMany(list => list))
            distribution?.Sum();
    }

    /// <summary>Drops what is only needed to judge days by each other.</summary>
    public void ForgetDays() => _byDay.Clear();

    /// <summary>Share of errors within a distance, as all days have it but one.</summary>
    public double Within(int leadChunks, int localHour, double distance, long exceptDay = NoDay)
    {
        var lead = LeadOf(leadChunks);
        var position = ErrorDistribution.Position(distance);
        var except = exceptDay == NoDay ? null : _byDay.GetValueOrDefault(exceptDay);
        var share = NormalDistribution.WithinProbability(distance);
        share = Blend(lead, except, position, share, NormalWeight);
        return Blend(ContextOf(lead, localHour), except, position, share, LeadWeight);
    }

    /// <summary>The same errors, all counting so many times as much, open for more.</summary>
    public ErrorDistributions Weighted(double factor)
    {
        var result = new ErrorDistributions();
        for (var i = 0; i < Count; i++)
            result._all[i] = _all[i]?.Weighted(factor);
        return result;
    }

    /// <summary>Saves the closed histograms of all days together.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write((byte)Count);
        foreach (var distribution in _all)
        {
            writer.Write(distribution is not null);
            distribution?.Write(writer);
        }
    }

    /// <summary>Reads what was saved.</summary>
    /// <exception cref="InvalidDataException">Not that.</exception>
    /// <exception cref="EndOfStreamException">Cut off.</exception>
    public static ErrorDistributions Read(BinaryReader reader)
    {
        if (reader.ReadByte() != Count)
            throw new InvalidDataException("Distributions by other lead times or times of day.");
        var result = new ErrorDistributions();
        for (var i = 0; i < Count; i++)
        {
            if (reader.ReadBoolean())
                result._all[i] = ErrorDistribution.Read(reader);
        }

        return result;
    }

    private double Blend(int at, ErrorDistribution?[]? except, double position, double otherwise, double weight)
    {
        if (_all[at] is not { } all)
            return otherwise;
        var within = all.WeightWithin(position);
        var total = all.Weight;
        if (except?[at] is { } one)
        {
            within = Math.Max(0, within - one.WeightWithin(position));
            total = Math.Max(0, total - one.Weight);
        }

        return Math.Clamp((within + (weight * otherwise)) / (total + weight), 0, 1);
    }

    private static int LeadOf(int leadChunks)
    {
        var bucket = LeadStarts.Length - 1;
        while (bucket > 0 && LeadStarts[bucket] > leadChunks)
            bucket--;
        return bucket;
    }

    private static int ContextOf(int lead, int localHour) =>
        LeadStarts.Length + (lead * Contexts) + (Math.Clamp(localHour, 0, 23) / HoursPerContext);
}
