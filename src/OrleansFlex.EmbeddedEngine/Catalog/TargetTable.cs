namespace OrleansFlex.EmbeddedEngine;

/// <summary>
/// The targets of one grain class by key. Open addressing over the targets themselves, in shards with a lock each: some
/// twelve bytes a target, against sixty of a concurrent dictionary. Look-ups of what is there take no lock.
/// </summary>
internal sealed class TargetTable
{
    private const int ShardBits = 6;
    private readonly Shard[] _shards = new Shard[1 << ShardBits];
    private readonly Func<string, IDispatchTarget> _create;

    internal TargetTable(Func<string, IDispatchTarget> create)
    {
        _create = create;
        for (var i = 0; i < _shards.Length; i++)
            _shards[i] = new Shard();
    }

    /// <summary>The target of a key, made if there is none.</summary>
    internal IDispatchTarget Find(string key)
    {
        var hash = Hash(key);
        var shard = ShardOf(hash);
        return shard.Known(key, hash) ?? shard.Add(key, hash, _create);
    }

    /// <summary>The target of a key; null where there is none.</summary>
    internal IDispatchTarget? Known(string key)
    {
        var hash = Hash(key);
        var shard = ShardOf(hash);
        if (shard.Known(key, hash) is { } found)
            return found;
        // A look-up without the lock can miss what a removal moves at the moment.
        lock (shard)
            return shard.Known(key, hash);
    }

    /// <summary>Removes this very target; another one of the same key stays.</summary>
    internal void Remove(IDispatchTarget target)
    {
        var hash = Hash(target.Key);
        ShardOf(hash).Remove(target, hash);
    }

    /// <summary>All targets as of now, shard by shard.</summary>
    internal IEnumerable<IDispatchTarget> All()
    {
        foreach (var shard in _shards)
        {
            foreach (var target in shard.Copy())
            {
                if (target is not null)
                    yield return target;
            }
        }
    }

    /// <summary>Shows all targets without a copy; one that is moved or added meanwhile may be missed.</summary>
    internal void Visit(Action<IDispatchTarget> visitor)
    {
        foreach (var shard in _shards)
            shard.Visit(visitor);
    }

    private static uint Hash(string key) => (uint)key.GetHashCode(StringComparison.Ordinal);

    private Shard ShardOf(uint hash) => _shards[hash >> (32 - ShardBits)];

    private sealed class Shard
    {
        private IDispatchTarget?[] _slots = new IDispatchTarget?[4];
        private int _count;

        public IDispatchTarget? Known(string key, uint hash)
        {
            var slots = Volatile.Read(ref _slots);
            var mask = slots.Length - 1;
            // Bounded, since a racing reader cannot count on an empty slot.
            for (int at = (int)hash & mask, left = slots.Length; left > 0; at = (at + 1) & mask, left--)
            {
                var target = Volatile.Read(ref slots[at]);
                if (target is null)
                    return null;
                if (target.Key == key)
                    return target;
            }

            return null;
        }

        public IDispatchTarget Add(string key, uint hash, Func<string, IDispatchTarget> create)
        {
            lock (this)
            {
                if (Known(key, hash) is { } known)
                    return known;
                var target = create(key);
                if ((_count + 1) * 4 > _slots.Length * 3)
                    Grow();
                Place(_slots, target, hash);
                _count++;
                return target;
            }
        }

        public void Remove(IDispatchTarget target, uint hash)
        {
            lock (this)
            {
                var slots = _slots;
                var mask = slots.Length - 1;
                var hole = (int)hash & mask;
                while (slots[hole] is { } other && !ReferenceEquals(other, target))
                    hole = (hole + 1) & mask;
                if (slots[hole] is null)
                    return;
                // Moves later targets of the run back into the hole, so that no mark of the removal is needed.
                for (var at = (hole + 1) & mask; slots[at] is { } next; at = (at + 1) & mask)
                {
                    var home = (int)Hash(next.Key) & mask;
                    if (((at - home) & mask) < ((at - hole) & mask))
                        continue;
                    Volatile.Write(ref slots[hole], next);
                    hole = at;
                }

                Volatile.Write(ref slots[hole], null);
                if (--_count * 8 < slots.Length && slots.Length > 64)
                    Resize(slots.Length / 2);
            }
        }

        public void Visit(Action<IDispatchTarget> visitor)
        {
            foreach (ref var slot in Volatile.Read(ref _slots).AsSpan())
            {
                if (Volatile.Read(ref slot) is { } target)
                    visitor(target);
            }
        }

        public IDispatchTarget?[] Copy()
        {
            lock (this)
                return [.. _slots];
        }

        private static void Place(IDispatchTarget?[] slots, IDispatchTarget target, uint hash)
        {
            var mask = slots.Length - 1;
            var at = (int)hash & mask;
            while (slots[at] is not null)
                at = (at + 1) & mask;
            Volatile.Write(ref slots[at], target);
        }

        private void Grow() => Resize(_slots.Length * 2);

        private void Resize(int length)
        {
            var next = new IDispatchTarget?[length];
            foreach (var target in _slots)
            {
                if (target is not null)
                    Place(next, target, Hash(target.Key));
            }

            Volatile.Write(ref _slots, next);
        }
    }
}
