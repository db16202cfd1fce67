namespace OrleansFlex.Domain.Forecasting;

/// <summary>Running sums per chunk, as shares of a car's power.</summary>
internal readonly ref struct Series
{
    private readonly Span<double> _mean;
    private readonly Span<double> _square;
    private readonly Span<double> _least;
    private readonly Span<double> _most;

    public Series(Span<double> memory, int chunks)
    {
        _mean = memory[..chunks];
        _square = memory.Slice(chunks, chunks);
        _least = memory.Slice(2 * chunks, chunks);
        _most = memory.Slice(3 * chunks, chunks);
    }

    /// <summary>
    /// Adds what a return in a chunk, of some probability, brings to the cheapest chunks up to its deadline; answers the earliest of these.
    /// </summary>
    public int Spread(int from, double probability, in NeedTable table, ref CheapestChunks chunks)
    {
        var (used, earliest) = (0, int.MaxValue);
        for (var at = chunks.First(from); at >= 0 && used <= table.Used; at = chunks.Next(at, from))
        {
            var chunk = chunks[at];
            var (mean, square) = chunk == from ? table.Half(used) : table.Whole(used);
            used += chunk == from ? 1 : 2;
            earliest = Math.Min(earliest, chunk);
            if (chunk >= _mean.Length)
                continue;
            _mean[chunk] += probability * mean;
            _square[chunk] += probability * square;
        }

        return earliest;
    }

    /// <summary>Adds the least and the most load of a chunk.</summary>
    public void Bound(int chunk, double least, double most)
    {
        _least[chunk] += least;
        _most[chunk] += most;
    }

    /// <summary>Adds the sums to series of watts.</summary>
    public void AddTo(double powerW, Span<int> expectedW, Span<int> minimumW, Span<int> maximumW, Span<int> sigmaW)
    {
        for (var i = 0; i < _mean.Length; i++)
        {
            if (_most[i] <= 0 && _mean[i] <= 0)
                continue;
            // Returns of two days can overlap a little; no car charges above its power.
            var expected = (int)Math.Round(powerW * Math.Min(1, _mean[i]));
            expectedW[i] += expected;
            minimumW[i] += Math.Min(expected, (int)(powerW * _least[i]));
            maximumW[i] += Math.Max(expected, (int)Math.Ceiling(powerW * Math.Min(1, _most[i])));
            var variance = powerW * powerW * Math.Clamp(_square[i] - (_mean[i] * _mean[i]), 0, 0.25);
            sigmaW[i] = (int)Math.Round(Math.Sqrt(((double)sigmaW[i] * sigmaW[i]) + variance));
        }
    }
}
