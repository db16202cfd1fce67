namespace OrleansFlex.Domain.Flexibility;

/// <summary>
/// Finds the place of a record by its key. Open addressing with linear probing; a slot is eight bytes, the key's hash
/// above the place, against some forty of a dictionary entry, and a look-up touches one cache line less.
/// </summary>
internal sealed class KeyIndex<T>(BlockList<T> records)
    where T : struct, IKeyed
{
    private const int Empty = 0;

    private ulong[] _slots = new ulong[16];

    public int Count { get; private set; }

    public bool TryGetValue(Guid key, out int place)
    {
        var at = Find(key, Hash(key));
        place = PlaceOf(_slots[at]);
        return _slots[at] != Empty;
    }

    public bool Contains(Guid key) => _slots[Find(key, Hash(key))] != Empty;

    /// <summary>Adds a record that stands at its place already. The key must be new.</summary>
    public void Add(Guid key, int place)
    {
        if ((Count + 1) * 4 > _slots.Length * 3)
            Grow();
        var hash = Hash(key);
        _slots[FirstEmpty(_slots, hash)] = ((ulong)hash << 32) | (uint)(place + 1);
        Count++;
    }

    /// <summary>Removes a key while its record still stands at its place.</summary>
    public void Remove(Guid key)
    {
        var hole = Find(key, Hash(key));
        if (_slots[hole] == Empty)
            return;
        var mask = _slots.Length - 1;
        // Moves later records of the run back into the hole, so that no mark of the deletion is needed.
        for (var at = (hole + 1) & mask; _slots[at] != Empty; at = (at + 1) & mask)
        {
            var home = (int)(_slots[at] >> 32) & mask;
            if (((at - home) & mask) >= ((at - hole) & mask))
            {
                _slots[hole] = _slots[at];
                hole = at;
            }
        }
        _slots[hole] = Empty;
        Count--;
    }

    private static uint Hash(Guid key) => (uint)key.GetHashCode();

    private static int PlaceOf(ulong slot) => (int)(uint)slot - 1;

    private static int FirstEmpty(ulong[] slots, uint hash)
    {
        var mask = slots.Length - 1;
        var at = (int)hash & mask;
        while (slots[at] != Empty)
            at = (at + 1) & mask;
        return at;
    }

    private int Find(Guid key, uint hash)
    {
        var slots = _slots;
        var mask = slots.Length - 1;
        var at = (int)hash & mask;
        while (slots[at] != Empty && ((uint)(slots[at] >> 32) != hash || records[PlaceOf(slots[at])].Key != key))
            at = (at + 1) & mask;
        return at;
    }

    private void Grow()
    {
        var larger = new ulong[_slots.Length * 2];
        foreach (var slot in _slots)
            if (slot != Empty)
                larger[FirstEmpty(larger, (uint)(slot >> 32))] = slot;
        _slots = larger;
    }
}
