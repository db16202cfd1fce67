namespace OrleansFlex.Domain.Pricing;

/// <summary>
/// An immutable step function of the price over time. The first price also holds before the first step and the last one
/// after the last, so that every instant has a price. The order by price is worked out once, here, and shared by all
/// plans that are made against the same revision.
/// </summary>
public sealed class PriceCurve
{
    private static long _made;
    private readonly long[] _startsMs;
    private readonly decimal[] _prices;
    private readonly double[] _approximate;
    private readonly int[] _cheapestFirst;
    private readonly int[] _rank;

    private PriceCurve(long[] startsMs, decimal[] prices)
    {
        _startsMs = startsMs;
        _prices = prices;
        _approximate = new double[prices.Length];
        _cheapestFirst = new int[prices.Length];
        _rank = new int[prices.Length];
        for (var i = 0; i < prices.Length; i++)
        {
            _approximate[i] = (double)prices[i];
            _cheapestFirst[i] = i;
            HasNegative |= prices[i] < 0;
        }

        if (prices.Length > 1)
            Array.Sort(_cheapestFirst, (a, b) => _prices[a] != _prices[b] ? _prices[a].CompareTo(_prices[b]) : a.CompareTo(b));
        for (var i = 0; i < _cheapestFirst.Length; i++)
            _rank[_cheapestFirst[i]] = i;
    }

    /// <summary>Tells the curve from all others that this process has made; rises, from 1 on.</summary>
    public long Number { get; } = Interlocked.Increment(ref _made);

    /// <summary>How many steps the curve has; at least one.</summary>
    public int Count => _startsMs.Length;

    /// <summary>Whether any price is below zero.</summary>
    public bool HasNegative { get; }

    /// <summary>Starts of the steps in Unix milliseconds, strictly rising. The first price also holds before the first start.</summary>
    public ReadOnlySpan<long> StartsMs => _startsMs;

    /// <summary>Prices per kWh, one for each step.</summary>
    public ReadOnlySpan<decimal> Prices => _prices;

    /// <summary>The same prices as floating point numbers, for searching.</summary>
    public ReadOnlySpan<double> ApproximatePrices => _approximate;

    /// <summary>Indices of the steps by rising price, equal prices by rising time.</summary>
    public ReadOnlySpan<int> CheapestFirst => _cheapestFirst;

    /// <summary>Place of each step in <see cref="CheapestFirst"/>.</summary>
    public ReadOnlySpan<int> Rank => _rank;

    /// <summary>A curve with one price for all time.</summary>
    public static PriceCurve Flat(decimal price) => new([0], [price]);

    /// <summary>Builds a curve; no steps at all give a flat curve of price 0.</summary>
    /// <exception cref="ArgumentException">The steps do not rise strictly in time.</exception>
    public static PriceCurve Create(ReadOnlySpan<PriceStep> steps)
    {
        if (steps.IsEmpty)
            return Flat(0);
        var starts = new long[steps.Length];
        var prices = new decimal[steps.Length];
        for (var i = 0; i < steps.Length; i++)
        {
            if (i > 0 && steps[i].AtMs <= starts[i - 1])
                throw new ArgumentException("Steps must rise strictly in time.", nameof(steps));
            starts[i] = steps[i].AtMs;
            prices[i] = steps[i].Price;
        }

        return new PriceCurve(starts, prices);
    }

    /// <summary>The sum of two curves at every instant.</summary>
    public static PriceCurve Sum(PriceCurve first, PriceCurve second)
    {
        var steps = new List<PriceStep>(first.Count + second.Count);
        var (i, j) = (0, 0);
        while (i < first.Count || j < second.Count)
        {
            var atMs = Math.Min(i < first.Count ? first._startsMs[i] : long.MaxValue, j < second.Count ? second._startsMs[j] : long.MaxValue);
            i += i < first.Count && first._startsMs[i] == atMs ? 1 : 0;
            j += j < second.Count && second._startsMs[j] == atMs ? 1 : 0;
            var price = first._prices[Math.Max(0, i - 1)] + second._prices[Math.Max(0, j - 1)];
            if (steps.Count == 0 || steps[^1].Price != price)
                steps.Add(new PriceStep(atMs, price));
        }

        return Create(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(steps));
    }

    /// <summary>The price in force at an instant.</summary>
    public decimal PriceAt(long atMs) => _prices[IndexAt(atMs)];

    /// <summary>The step in force at an instant.</summary>
    public int IndexAt(long atMs)
    {
        var found = Array.BinarySearch(_startsMs, atMs);
        return found >= 0 ? found : Math.Max(0, ~found - 1);
    }

    /// <summary>The instant at which a step ends; <see cref="long.MaxValue"/> for the last one.</summary>
    public long EndOf(int step) => step + 1 < _startsMs.Length ? _startsMs[step + 1] : long.MaxValue;
}
