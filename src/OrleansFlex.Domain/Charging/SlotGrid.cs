namespace OrleansFlex.Domain.Charging;

/// <summary>
/// The window cut into slots at every price change and every quarter of an hour. No slot is longer than a quarter.
/// </summary>
internal sealed partial class SlotGrid
{
    /// <summary>Length of a whole slot.</summary>
    public const long QuarterNs = 900_000_000_000;

    private const long QuarterMs = 900_000;
    private const int MaxResidues = 64;
    private readonly long[] _residues = new long[MaxResidues];
    private int[] _residueCount = new int[256];
    private long[] _cuts = new long[256];
    private double[] _prices = new double[256];
    private double[] _kwh = new double[256];
    private double[] _earnings = new double[256];
    private int[] _steps = new int[256];

    public int Count { get; private set; }

    /// <summary>Edges of the slots, one more than there are slots.</summary>
    public ReadOnlySpan<long> CutsNs => _cuts.AsSpan(0, Count + 1);

    /// <summary>Price of each slot, by index only: longer than there are slots.</summary>
    public double[] PriceOf => _prices;

    /// <summary>Cuts by index only.</summary>
    public long[] CutOf => _cuts;

    /// <summary>Earnings by index only.</summary>
    public double[] EarningsFrom => _earnings;

    public ReadOnlySpan<double> Prices => _prices.AsSpan(0, Count);

    /// <summary>Energy of each slot at full power.</summary>
    public ReadOnlySpan<double> Kwh => _kwh.AsSpan(0, Count);

    public ReadOnlySpan<int> Steps => _steps.AsSpan(0, Count);

    /// <summary>For each cut the cost of everything after it that has a negative price: 0 or less.</summary>
    public ReadOnlySpan<double> Earnings => _earnings.AsSpan(0, Count + 1);

    public bool HasNegative => _earnings[0] < 0;

    public void Build(in RegularNeed need, double kwhPerNs)
    {
        Count = 0;
        var step = need.Prices.IndexAt(need.FromMs);
        var atMs = need.FromMs;
        while (atMs < need.ToMs)
        {
            var stepEnd = need.Prices.EndOf(step);
            var end = Math.Min(Math.Min(stepEnd, NextQuarter(atMs)), need.ToMs);
            if (Count + 2 > _cuts.Length)
                Grow();
            _cuts[Count] = (atMs - need.OriginMs) * 1_000_000;
            _prices[Count] = need.Prices.ApproximatePrices[step];
            _kwh[Count] = (end - atMs) * 1e6 * kwhPerNs;
            _steps[Count++] = step;
            atMs = end;
            if (end == stepEnd)
                step++;
        }

        _cuts[Count] = need.ToNs;
        FindResidues();
    }

    /// <summary>
    /// What sums of whole slots after a cut can leave over when divided by a quarter of an hour. A partial slot has to fill
    /// up the need with one of these, which leaves few lengths to try.
    /// </summary>
    public ReadOnlySpan<long> ResiduesAfter(int cut) => _residues.AsSpan(0, _residueCount[cut]);

    private void FindResidues()
    {
        _residues[0] = 0;
        var known = 1;
        _earnings[Count] = 0;
        _residueCount[Count] = 1;
        for (var i = Count - 1; i >= 0; i--)
        {
            _earnings[i] = _earnings[i + 1] + Math.Min(0, _prices[i] * _kwh[i]);
            var length = _cuts[i + 1] - _cuts[i];
            if (length != QuarterNs)
            {
                var before = known;
                for (var r = 0; r < before && known < MaxResidues; r++)
                {
                    var residue = (_residues[r] + length) % QuarterNs;
                    if (!_residues.AsSpan(0, known).Contains(residue))
                        _residues[known++] = residue;
                }
            }

            _residueCount[i] = known;
        }
    }

    private static long NextQuarter(long atMs) => (FloorDivide(atMs, QuarterMs) + 1) * QuarterMs;

    private static long FloorDivide(long value, long by) => value >= 0 ? value / by : -((-value + by - 1) / by);

    private void Grow()
    {
        var size = _cuts.Length * 2;
        Array.Resize(ref _cuts, size);
        Array.Resize(ref _prices, size);
        Array.Resize(ref _kwh, size);
        Array.Resize(ref _earnings, size);
        Array.Resize(ref _steps, size);
        Array.Resize(ref _residueCount, size);
    }
}
