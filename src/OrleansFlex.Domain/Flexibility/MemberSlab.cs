using System.Numerics;

namespace OrleansFlex.Domain.Flexibility;

/// <summary>
/// Four series of watts for many members, in blocks of a few hundred kilobytes: expected, minimum, maximum and standard
/// deviation, one row each, indexed by absolute chunk modulo capacity.
/// </summary>
/// <typeparam name="T">16-bit where the ratings fit, else 32-bit.</typeparam>
internal sealed class MemberSlab<T>(int capacity)
    where T : unmanaged, IBinaryInteger<T>
{
    public const int SeriesCount = 4;

    private const int Shift = 7;
    private const int MembersPerBlock = 1 << Shift;

    private readonly List<T[]> _blocks = [];
    private readonly Stack<int> _free = new();
    private int _next;

    /// <summary>The four rows of a slot, one after the other.</summary>
    public Span<T> this[int slot] =>
        _blocks[slot >> Shift].AsSpan((slot & (MembersPerBlock - 1)) * SeriesCount * capacity, SeriesCount * capacity);

    /// <summary>Gives out a slot; its content is whatever was there before.</summary>
    public int Take()
    {
        if (_free.TryPop(out var slot))
            return slot;
        if (_next == _blocks.Count << Shift)
            _blocks.Add(GC.AllocateUninitializedArray<T>(MembersPerBlock * SeriesCount * capacity));
        return _next++;
    }

    /// <summary>Takes a slot back.</summary>
    public void Release(int slot) => _free.Push(slot);
}
