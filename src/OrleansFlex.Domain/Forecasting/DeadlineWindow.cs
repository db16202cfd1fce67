namespace OrleansFlex.Domain.Forecasting;

/// <summary>Walks a rising list of deadlines beside a rising chunk of return.</summary>
internal ref struct DeadlineWindow
{
    private readonly ReadOnlySpan<ForecastDeadline> _deadlines;
    private readonly long _firstChunkMs;
    private readonly long _chunkMs;
    private readonly int _horizon;
    private int _next;

    public DeadlineWindow(ReadOnlySpan<ForecastDeadline> deadlines, long firstChunkMs, long chunkMs, int horizon)
    {
        _deadlines = deadlines;
        _firstChunkMs = firstChunkMs;
        _chunkMs = chunkMs;
        _horizon = horizon;
    }

    /// <summary>The chunk by which charging ends; exclusive.</summary>
    public readonly int End => _next < _deadlines.Length
        ? (int)Math.Clamp((_deadlines[_next].AtMs - _firstChunkMs) / _chunkMs, 0, _horizon)
        : _horizon;

    /// <summary>Level wanted at the coming deadline, percent.</summary>
    public readonly double Target => _deadlines[Math.Min(_next, _deadlines.Length - 1)].Target;

    /// <summary>Level wanted at the deadline before it, percent.</summary>
    public readonly double PreviousTarget => _deadlines[Math.Clamp(_next - 1, 0, _deadlines.Length - 1)].Target;

    /// <summary>Goes on to the deadline that a return in a chunk would have; false when there is none.</summary>
    public bool MoveTo(int chunk)
    {
        while (_next < _deadlines.Length && End <= chunk)
            _next++;
        return _next < _deadlines.Length;
    }
}
