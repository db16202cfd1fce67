namespace OrleansFlex.Domain.Charging;

/// <summary>
/// Forecast solar surplus as an immutable step function in kW: what the house would export if the car stood still. The
/// first value also holds before the first step and the last one after the last.
/// </summary>
public sealed class SurplusCurve
{
    private readonly long[] _startsMs;
    private readonly double[] _kw;

    private SurplusCurve(long[] startsMs, double[] kw) => (_startsMs, _kw) = (startsMs, kw);

    /// <summary>Starts of the steps in Unix milliseconds, strictly rising.</summary>
    public ReadOnlySpan<long> StartsMs => _startsMs;

    /// <summary>Builds a curve; no steps at all mean that there is never a surplus.</summary>
    /// <exception cref="ArgumentException">The steps do not rise strictly in time, or a value is not finite.</exception>
    public static SurplusCurve Create(ReadOnlySpan<SurplusStep> steps)
    {
        if (steps.IsEmpty)
            return new SurplusCurve([0], [0]);
        var starts = new long[steps.Length];
        var kw = new double[steps.Length];
        for (var i = 0; i < steps.Length; i++)
        {
            if (i > 0 && steps[i].AtMs <= starts[i - 1])
                throw new ArgumentException("Steps must rise strictly in time.", nameof(steps));
            if (!double.IsFinite(steps[i].Kw))
                throw new ArgumentException("A surplus must be finite.", nameof(steps));
            starts[i] = steps[i].AtMs;
            kw[i] = Math.Max(0, steps[i].Kw);
        }

        return new SurplusCurve(starts, kw);
    }

    /// <summary>The surplus at an instant, in kW.</summary>
    public double KwAt(long atMs) => _kw[IndexAt(atMs)];

    /// <summary>The next instant after the given one at which the surplus changes; <see cref="long.MaxValue"/> if none.</summary>
    public long NextChangeAfter(long atMs)
    {
        var next = IndexAt(atMs) + 1;
        return next < _startsMs.Length ? _startsMs[next] : long.MaxValue;
    }

    private int IndexAt(long atMs)
    {
        var found = Array.BinarySearch(_startsMs, atMs);
        return found >= 0 ? found : Math.Max(0, ~found - 1);
    }
}
