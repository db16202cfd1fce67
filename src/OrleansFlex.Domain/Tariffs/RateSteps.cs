namespace OrleansFlex.Domain.Tariffs;

/// <summary>
/// An immutable step function of time: from each start on its rate is in force, until the next start. A step without a rate is a gap.
/// Nothing is known before the first start.
/// </summary>
public sealed class RateSteps
{
    private readonly long[] _startsMs;
    private readonly decimal?[] _rates;

    private RateSteps(long[] startsMs, decimal?[] rates) => (_startsMs, _rates) = (startsMs, rates);

    /// <summary>A function of which nothing is known.</summary>
    public static RateSteps Empty { get; } = new([], []);

    /// <summary>How many steps there are, gaps included.</summary>
    public int Count => _startsMs.Length;

    /// <summary>Starts in Unix milliseconds, strictly rising.</summary>
    public ReadOnlySpan<long> StartsMs => _startsMs;

    /// <summary>One rate for each start; null in a gap.</summary>
    public ReadOnlySpan<decimal?> Rates => _rates;

    /// <summary>Makes a function of arrays that the caller gives away.</summary>
    /// <exception cref="ArgumentException">The arrays differ in length, or the starts do not rise strictly.</exception>
    public static RateSteps Create(long[] startsMs, decimal?[] rates)
    {
        if (startsMs.Length != rates.Length)
            throw new ArgumentException("Every start needs a rate.", nameof(rates));
        for (var i = 1; i < startsMs.Length; i++)
            if (startsMs[i] <= startsMs[i - 1])
                throw new ArgumentException("Starts must rise strictly.", nameof(startsMs));
        return startsMs.Length == 0 ? Empty : new RateSteps(startsMs, rates);
    }

    /// <summary>The rate in force at an instant, or null where nothing is known.</summary>
    public decimal? At(long ms) => IndexAt(ms) is var index and >= 0 ? _rates[index] : null;

    /// <summary>The step in force at an instant; -1 before the first.</summary>
    public int IndexAt(long ms)
    {
        var index = Array.BinarySearch(_startsMs, ms);
        return index >= 0 ? index : ~index - 1;
    }

    /// <summary>The first step that starts at an instant or later; <see cref="Count"/> where there is none.</summary>
    public int FirstAtOrAfter(long ms)
    {
        var index = Array.BinarySearch(_startsMs, ms);
        return index >= 0 ? index : ~index;
    }

    /// <summary>How many rates start within a half-open range, gaps not counted.</summary>
    public int CountRates(long fromMs, long toMs)
    {
        var count = 0;
        for (var i = FirstAtOrAfter(fromMs); i < _startsMs.Length && _startsMs[i] < toMs; i++)
            if (_rates[i] is not null)
                count++;
        return count;
    }

    /// <summary>The same starts and rates.</summary>
    public bool SameAs(RateSteps? other) =>
        other is not null && _startsMs.AsSpan().SequenceEqual(other._startsMs) && _rates.AsSpan().SequenceEqual(other._rates);
}
