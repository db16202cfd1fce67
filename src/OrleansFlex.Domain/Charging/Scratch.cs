namespace OrleansFlex.Domain.Charging;

/// <summary>Arrays that searches reuse from plan to plan.</summary>
internal sealed class Scratch
{
    private long[] _taken = new long[256];
    private int[] _order = new int[256];
    private Slice[] _slices = new Slice[64];

    /// <summary>Slices of the search that ran last, in order of time.</summary>
    public ReadOnlySpan<Slice> Slices => _slices.AsSpan(0, SliceCount);

    /// <summary>Price of the dearest energy that the greedy search took last.</summary>
    public double MarginalPrice { get; set; }

    public BlockSearch Blocks { get; } = new();

    public SurplusSearch Surplus { get; } = new();

    public int SliceCount { get; private set; }

    public void ClearSlices() => SliceCount = 0;

    public void AddSlice(Slice slice)
    {
        if (SliceCount == _slices.Length)
            Array.Resize(ref _slices, SliceCount * 2);
        _slices[SliceCount++] = slice;
    }

    /// <summary>Turns slices round that were added from the last to the first.</summary>
    public void ReverseSlices() => _slices.AsSpan(0, SliceCount).Reverse();

    /// <summary>Zeroed time per price step.</summary>
    public Span<long> Taken(int count)
    {
        if (_taken.Length < count)
            _taken = new long[count * 2];
        var span = _taken.AsSpan(0, count);
        span.Clear();
        return span;
    }

    /// <summary>Room for an order of price steps, with any content.</summary>
    public Span<int> Order(int count)
    {
        if (_order.Length < count)
            _order = new int[count * 2];
        return _order.AsSpan(0, count);
    }
}
