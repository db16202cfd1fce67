using OrleansFlex.Domain.Charging;

namespace OrleansFlex.Domain.Solar;

/// <summary>Forecast production less what the house itself uses: what a car could take instead of the grid. Immutable.</summary>
public sealed class SurplusForecast
{
    private readonly long _startMs;
    private readonly float[] _deviationKw;

    private SurplusForecast(SurplusCurve curve, long startMs, float[] deviationKw) => (Curve, _startMs, _deviationKw) = (curve, startMs, deviationKw);

    /// <summary>The surplus over time, from the first past quarter that was given on; none after the forecast's end.</summary>
    public SurplusCurve Curve { get; }

    /// <summary>Takes an even base load off a forecast.</summary>
    /// <param name="forecast">Production.</param>
    /// <param name="baseLoadKw">What the house uses whatever the car does, kW.</param>
    /// <param name="past">Production of the quarters that end where the forecast begins, kW each: what has flowed is valued with it.</param>
    public static SurplusForecast Of(SolarForecast forecast, double baseLoadKw, ReadOnlySpan<float> past = default)
    {
        var steps = new List<SurplusStep>(past.Length + forecast.Kw.Length + 1);
        for (var i = -past.Length; i <= forecast.Kw.Length; i++)
        {
            // Whole watts, and equal neighbours as one step: a night is one.
            var producedKw = i < 0 ? past[i + past.Length] : i < forecast.Kw.Length ? forecast.Kw[i] : 0;
            var kw = Math.Round(Math.Max(0, producedKw - baseLoadKw), 3);
            if (steps.Count == 0 || steps[^1].Kw != kw)
                steps.Add(new SurplusStep(forecast.StartMs + (i * ProductionHistory.QuarterMs), kw));
        }

        return new SurplusForecast(SurplusCurve.Create(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(steps)), forecast.StartMs, forecast.DeviationKw.ToArray());
    }

    /// <summary>Standard deviation of the forecast at an instant, kW; 0 outside of it.</summary>
    public double DeviationKwAt(long atMs)
    {
        var index = (atMs - _startMs) / ProductionHistory.QuarterMs;
        return atMs >= _startMs && index < _deviationKw.Length ? _deviationKw[index] : 0;
    }

    /// <summary>
    /// Adds the forecast's error to the deviation of a plan. A plan that counts on surplus charges elsewhere where the sun does not come, but never more
    /// than what it meant to take from the sun.
    /// </summary>
    /// <param name="firstChunkMs">Start of the first chunk, Unix milliseconds.</param>
    /// <param name="chunkMinutes">Length of a chunk.</param>
    /// <param name="planW">Planned load per chunk, W.</param>
    /// <param name="sigmaW">Standard deviation per chunk, W; errors of other causes are in it already.</param>
    public void AddDeviation(long firstChunkMs, int chunkMinutes, ReadOnlySpan<int> planW, Span<int> sigmaW)
    {
        var chunkMs = chunkMinutes * 60_000L;
        for (var i = 0; i < planW.Length; i++)
        {
            if (planW[i] <= 0)
                continue;
            var middleMs = firstChunkMs + (i * chunkMs) + (chunkMs / 2);
            var sunny = Math.Min(planW[i], Curve.KwAt(middleMs) * 1000);
            var error = Math.Min(sunny, DeviationKwAt(middleMs) * 1000);
            if (error > 0)
                sigmaW[i] = (int)Math.Round(Math.Sqrt(((double)sigmaW[i] * sigmaW[i]) + (error * error)));
        }
    }
}
