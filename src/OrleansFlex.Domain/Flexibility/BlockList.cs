namespace OrleansFlex.Domain.Flexibility;

/// <summary>
/// A growing array of structures in blocks, with reuse of freed places: growth copies nothing and wastes at most one
/// block, and a reference to an element stays valid.
/// </summary>
internal sealed class BlockList<T>
    where T : struct
{
    private const int Shift = 9;
    private const int BlockSize = 1 << Shift;

    private readonly List<T[]> _blocks = [];
    private readonly Stack<int> _free = new();
    private int _next;

    /// <summary>The element at a place that <see cref="Take"/> gave out.</summary>
    public ref T this[int place] => ref _blocks[place >> Shift][place & (BlockSize - 1)];

    /// <summary>Gives out a place whose element is the default.</summary>
    public int Take()
    {
        if (_free.TryPop(out var place))
            return place;
        if (_next == _blocks.Count << Shift)
            _blocks.Add(new T[BlockSize]);
        return _next++;
    }

    /// <summary>Takes a place back.</summary>
    public void Release(int place)
    {
        this[place] = default;
        _free.Push(place);
    }
}
