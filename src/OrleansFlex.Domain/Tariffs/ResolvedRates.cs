namespace OrleansFlex.Domain.Tariffs;

/// <summary>
/// What a formula yields over a half-open range: contiguous intervals that differ from their neighbours, each with a rate or the reason
/// why there is none.
/// </summary>
public sealed class ResolvedRates
{
    private readonly long[] _startsMs;
    private readonly decimal?[] _rates;
    private readonly UnresolvedReason[] _reasons;
    private readonly uint[] _missing;

    internal ResolvedRates(long[] startsMs, decimal?[] rates, UnresolvedReason[] reasons, uint[] missing, long endMs)
    {
        _startsMs = startsMs;
        _rates = rates;
        _reasons = reasons;
        _missing = missing;
        EndMs = endMs;
    }

    /// <summary>How many intervals there are.</summary>
    public int Count => _startsMs.Length;

    /// <summary>Where the last interval ends.</summary>
    public long EndMs { get; }

    /// <summary>Where an interval starts, Unix milliseconds.</summary>
    public long StartMs(int interval) => _startsMs[interval];

    /// <summary>Where an interval ends.</summary>
    public long EndOf(int interval) => interval + 1 < _startsMs.Length ? _startsMs[interval + 1] : EndMs;

    /// <summary>The rate of an interval, or null.</summary>
    public decimal? Rate(int interval) => _rates[interval];

    /// <summary>Why an interval has no rate.</summary>
    public UnresolvedReason Reason(int interval) => _reasons[interval];

    /// <summary>The variables of the formula that have no data in an interval, by their place in <see cref="Formulas.CompiledFormula.Variables"/>.</summary>
    public IEnumerable<int> Missing(int interval)
    {
        for (var rest = _missing[interval]; rest != 0; rest &= rest - 1)
            yield return System.Numerics.BitOperations.TrailingZeroCount(rest);
    }

    /// <summary>The rates alone, with gaps where there are none.</summary>
    public RateSteps ToSteps()
    {
        var starts = new List<long>(Count);
        var rates = new List<decimal?>(Count);
        for (var i = 0; i < Count; i++)
        {
            // Gaps for different reasons are one gap.
            if (i > 0 && _rates[i] is null && _rates[i - 1] is null)
                continue;
            starts.Add(_startsMs[i]);
            rates.Add(_rates[i]);
        }

        return RateSteps.Create([.. starts], [.. rates]);
    }
}
