namespace OrleansFlex.Domain.Charging;

/// <summary>The labels at one cut, of which only the best with the same future is kept.</summary>
internal sealed class LabelSet
{
    private const int SmallTable = 64;
    private Label[] _labels = new Label[32];
    private int[] _table = new int[SmallTable];
    private int _mask = SmallTable - 1;

    public int Count { get; private set; }

    public ReadOnlySpan<Label> Labels => _labels.AsSpan(0, Count);

    public void Clear()
    {
        Count = 0;
        _mask = SmallTable - 1;
        _table.AsSpan(0, SmallTable).Clear();
    }

    /// <summary>
    /// Where a label belongs: a place to write it to, or a null reference if one at least as good is there already.
    /// </summary>
    public ref Label Place(in Label label)
    {
        if (Count * 2 > _mask)
            Rehash();
        var at = Hash(label) & _mask;
        while (_table[at] != 0)
        {
            ref var other = ref _labels[_table[at] - 1];
            if (other.UsedNs == label.UsedNs && other.PartialUsed == label.PartialUsed && other.YoungSinceNs == label.YoungSinceNs)
            {
                if (!label.IsBetterThan(other))
                    return ref System.Runtime.CompilerServices.Unsafe.NullRef<Label>();
                return ref other;
            }

            at = (at + 1) & _mask;
        }

        if (Count == _labels.Length)
            Array.Resize(ref _labels, Count * 2);
        _table[at] = ++Count;
        return ref _labels[Count - 1];
    }

    private static int Hash(in Label label)
    {
        var mixed = (ulong)(label.UsedNs + label.YoungSinceNs * 31 + (label.PartialUsed ? 7 : 0)) * 0x9E3779B97F4A7C15UL;
        return (int)(mixed >> 33);
    }

    private void Rehash()
    {
        var size = (_mask + 1) * 2;
        if (_table.Length < size)
            _table = new int[size];
        else
            _table.AsSpan(0, size).Clear();
        _mask = size - 1;
        for (var i = 0; i < Count; i++)
        {
            var at = Hash(_labels[i]) & _mask;
            while (_table[at] != 0)
                at = (at + 1) & _mask;
            _table[at] = i + 1;
        }
    }
}
