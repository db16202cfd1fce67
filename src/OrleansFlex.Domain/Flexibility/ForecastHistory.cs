namespace OrleansFlex.Domain.Flexibility;

/// <summary>The expected near load of the last few revisions of a zone or segment, in a ring.</summary>
public sealed class ForecastHistory
{
    private const int SpareChunks = 4;

    private readonly FlexStatusOptions _options;
    private readonly long[] _firstChunks;
    private readonly long[][] _loads;
    private int _count;

    /// <summary>A history without revisions.</summary>
    public ForecastHistory(FlexStatusOptions options)
    {
        _options = options;
        _firstChunks = new long[Math.Max(1, options.StableRevisions)];
        _loads = new long[_firstChunks.Length][];
        for (var i = 0; i < _loads.Length; i++)
            _loads[i] = new long[options.StableChunks + SpareChunks];
    }

    /// <summary>Revisions recorded in all.</summary>
    public int Count => _count;

    /// <summary>Records a revision; the oldest one makes room. Chunks beyond the shape's window count as absent.</summary>
    public void Add(long firstChunk, ReadOnlySpan<long> expectedWatts)
    {
        var at = _count++ % _loads.Length;
        _firstChunks[at] = firstChunk;
        var used = Math.Min(expectedWatts.Length, _loads[at].Length);
        expectedWatts[..used].CopyTo(_loads[at]);
        _loads[at].AsSpan(used).Clear();
    }

    /// <summary>
    /// Whether the load of the next chunks, as the latest revision counts them, moved little from each revision to the
    /// next: mean absolute change ÷ mean absolute load. Chunks that a revision does not cover are left out. Fewer than
    /// two revisions are stable.
    /// </summary>
    public bool IsStable()
    {
        var held = Math.Min(_count, _loads.Length);
        if (held < 2)
            return true;
        var newest = _count - 1;
        var from = _firstChunks[newest % _loads.Length];
        double moved = 0, load = 0;
        int moves = 0, loads = 0;
        for (var revision = newest - held + 1; revision <= newest; revision++)
            for (var chunk = from; chunk < from + _options.StableChunks; chunk++)
            {
                if (LoadOf(revision, chunk) is not { } now)
                    continue;
                load += Math.Abs((double)now);
                loads++;
                if (revision == newest - held + 1 || LoadOf(revision - 1, chunk) is not { } before)
                    continue;
                moved += Math.Abs((double)(now - before));
                moves++;
            }
        return moves == 0 || moved / moves <= _options.StableMovement * load / loads;
    }

    private long? LoadOf(int revision, long chunk)
    {
        var at = revision % _loads.Length;
        var offset = chunk - _firstChunks[at];
        return offset >= 0 && offset < _loads[at].Length ? _loads[at][offset] : null;
    }
}
