namespace OrleansFlex.Domain.Forecasting;

/// <summary>
/// The chunks up to a deadline from the cheapest to the dearest. Returns come in order of time, so chunks before one are dropped for good on
/// the way: a chain, of which each look only sees what is left.
/// </summary>
internal ref struct CheapestChunks
{
    private readonly Span<ushort> _chunks;
    private readonly Span<short> _next;
    private int _first;

    /// <summary>Prepares an empty chain in the caller's memory, each as long as the order.</summary>
    public CheapestChunks(Span<ushort> chunks, Span<short> next)
    {
        _chunks = chunks;
        _next = next;
        _first = -1;
    }

    public readonly ushort this[int at] => _chunks[at];

    /// <summary>Takes the chunks of a stretch.</summary>
    public void Fill(ReadOnlySpan<ushort> cheapestFirst, int from, int end)
    {
        var count = 0;
        foreach (var chunk in cheapestFirst)
        {
            if (chunk < from || chunk >= end)
                continue;
            _chunks[count] = chunk;
            _next[count] = (short)++count;
        }

        if (count > 0)
            _next[count - 1] = -1;
        _first = count > 0 ? 0 : -1;
    }

    /// <summary>The place of the cheapest chunk that is not before another; -1 for none.</summary>
    public int First(int from)
    {
        while (_first >= 0 && _chunks[_first] < from)
            _first = _next[_first];
        return _first;
    }

    /// <summary>The place of the next one.</summary>
    public readonly int Next(int at, int from)
    {
        var next = _next[at];
        if (next < 0 || _chunks[next] >= from)
            return next;
        while (next >= 0 && _chunks[next] < from)
            next = _next[next];
        _next[at] = next;
        return next;
    }
}
