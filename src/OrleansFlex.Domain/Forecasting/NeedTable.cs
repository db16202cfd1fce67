namespace OrleansFlex.Domain.Forecasting;

/// <summary>
/// Moments of the load in the k-th chunk that a car would use, over five equally likely energies needed on return. Counted
/// in half chunks, so that the chunk of the return counts half.
/// </summary>
internal ref struct NeedTable
{
    public const int Points = 5;
    public const int Halves = 256;
    private static readonly double[] Quantiles = [-1.2816, -0.5244, 0, 0.5244, 1.2816];
    private readonly Span<double> _mean;
    private readonly Span<double> _square;
    private readonly Span<double> _wholeMean;
    private readonly Span<double> _wholeSquare;
    private readonly Span<double> _needs;
    private double _largest;

    /// <summary>How many numbers of the caller's memory a table takes.</summary>
    public const int Numbers = (4 * Halves) + Points;

    /// <summary>Prepares a table in the caller's memory.</summary>
    public NeedTable(Span<double> memory)
    {
        _mean = memory[..Halves];
        _square = memory.Slice(Halves, Halves);
        _wholeMean = memory.Slice(2 * Halves, Halves);
        _wholeSquare = memory.Slice(3 * Halves, Halves);
        _needs = memory.Slice(4 * Halves, Points);
    }

    /// <summary>Half chunks at full power after which nothing is needed any more.</summary>
    public int Used { get; private set; }

    /// <summary>Expected power while plugged in that the room up to the charge limit allows, as a share of the maximum.</summary>
    public double RoomShare { get; private set; }

    /// <summary>Fills the table.</summary>
    /// <param name="levelBefore">Level at departure, percent.</param>
    /// <param name="dropMean">Mean drop on the trip, points.</param>
    /// <param name="dropVariance">Its variance.</param>
    /// <param name="target">Level wanted, percent.</param>
    /// <param name="limit">Level at which charging stops, percent.</param>
    /// <param name="pointsPerHalf">Level gained in half a chunk at full power, points.</param>
    public void Fill(
        double levelBefore, double dropMean, double dropVariance, double target, double limit, double pointsPerHalf)
    {
        _mean.Clear();
        _square.Clear();
        var spread = Math.Log(1 + (dropVariance / (dropMean * dropMean)));
        var middle = Math.Log(dropMean) - (spread / 2);
        double room = 0, largest = 0;
        for (var p = 0; p < Points; p++)
        {
            var drop = Math.Exp(middle + (Math.Sqrt(spread) * Quantiles[p]));
            var level = Math.Clamp(levelBefore - drop, 5, 100);
            var need = Math.Max(0, Math.Min(target, limit) - level) / pointsPerHalf;
            _needs[p] = need;
            largest = Math.Max(largest, need);
            room += Math.Clamp((limit - level) / (2 * pointsPerHalf), 0, 1) / Points;
            var full = Math.Min((int)need, Halves - 1);
            for (var k = 0; k < full; k++)
            {
                _mean[k] += 1.0 / Points;
                _square[k] += 1.0 / Points;
            }

            if (full < Halves - 1)
            {
                var part = need - full;
                _mean[full] += part / Points;
                _square[full] += part * part / Points;
            }
        }

        RoomShare = room;
        _largest = largest;
        Used = Math.Min((int)Math.Ceiling(largest), Halves - 2);
        for (var k = 0; k <= Used; k++)
        {
            _wholeMean[k] = (_mean[k] + _mean[k + 1]) / 2;
            _wholeSquare[k] = (_square[k] + (2 * _mean[k + 1]) + _square[k + 1]) / 4;
        }
    }

    /// <summary>Mean and mean square of a half chunk's share, after so many halves, at most <see cref="Used"/>.</summary>
    public readonly (double Mean, double Square) Half(int after) => (_mean[after] / 2, _square[after] / 4);

    /// <summary>The same of a whole chunk: its second half is only used when its first is full.</summary>
    public readonly (double Mean, double Square) Whole(int after) => (_wholeMean[after], _wholeSquare[after]);

    /// <summary>Expected share of a chunk that must be used, when so many half chunks outside it are free.</summary>
    public readonly double Forced(double halvesOutside)
    {
        if (halvesOutside >= _largest)
            return 0;
        double sum = 0;
        foreach (var need in _needs)
            sum += Math.Clamp((need - halvesOutside) / 2, 0, 1);
        return sum / Points;
    }
}
