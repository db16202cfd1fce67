namespace OrleansFlex.EmbeddedEngine;

/// <summary>
/// The targets of one grain class by key. Open addressing over the targets themselves, in shards with a lock each: some
/// thirteen bytes a target, against sixty of a concurrent dictionary. Look-ups of what is there take no lock.
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

    // From bits that neither the shard nor, but for huge tables, the place comes from.
    private static byte Tag(uint hash) => (byte)((hash >> 18) | 0x80);

    private Shard ShardOf(uint hash) => _shards[hash >> (32 - ShardBits)];

    private sealed class Shard
    {
        private Slots _slots = new(4);
        private int _count;

        public IDispatchTarget? Known(string key, uint hash)
        {
            var slots = Volatile.Read(ref _slots);
            var (targets, tags, tag) = (slots.Targets, slots.Tags, Tag(hash));
            // Bounded, since a racing reader cannot count on an empty slot.
            for (int at = (int)hash & slots.Mask, left = targets.Length; left > 0; at = (at + 1) & slots.Mask, left--)
            {
                var seen = Volatile.Read(ref tags[at]);
                if (seen == 0)
                    return null;
                if (seen == tag && Volatile.Read(ref targets[at]) is { } target && target.Key == key)
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
                if ((_count + 1) * 4 > _slots.Targets.Length * 3)
                    Resize(_slots.Targets.Length * 2);
                _slots.Place(target, hash);
                _count++;
                return target;
            }
        }

        public void Remove(IDispatchTarget target, uint hash)
        {
            lock (this)
            {
                var (targets, mask) = (_slots.Targets, _slots.Mask);
                var hole = (int)hash & mask;
                while (targets[hole] is { } other && !ReferenceEquals(other, target))
                    hole = (hole + 1) & mask;
                if (targets[hole] is null)
                    return;
                // Moves later targets of the run back into the hole, so that no mark of the removal is needed.
                for (var at = (hole + 1) & mask; targets[at] is { } next; at = (at + 1) & mask)
                {
                    var moved = Hash(next.Key);
                    if (((at - ((int)moved & mask)) & mask) < ((at - hole) & mask))
                        continue;
                    _slots.Put(hole, next, Tag(moved));
                    hole = at;
                }

                _slots.Put(hole, null, 0);
                if (--_count * 8 < targets.Length && targets.Length > 64)
                    Resize(targets.Length / 2);
            }
        }

        public void Visit(Action<IDispatchTarget> visitor)
        {
            foreach (ref var slot in Volatile.Read(ref _slots).Targets.AsSpan())
            {
                if (Volatile.Read(ref slot) is { } target)
                    visitor(target);
            }
        }

        public IDispatchTarget?[] Copy()
        {
            lock (this)
                return [.. _slots.Targets];
        }

        private void Resize(int length)
        {
            var next = new Slots(length);
            foreach (var target in _slots.Targets)
            {
                if (target is not null)
                    next.Place(target, Hash(target.Key));
            }

            Volatile.Write(ref _slots, next);
        }
    }

    /// <summary>
    /// A byte of each target's hash beside the targets: a look-up passes by others without touching them, which with many grains are not in any cache.
    /// </summary>
    private sealed class Slots(int length)
    {
        public IDispatchTarget?[] Targets { get; } = new IDispatchTarget?[length];

        /// <summary>0 where there is none.</summary>
        public byte[] Tags { get; } = new byte[length];

        public int Mask => Targets.Length - 1;

        public void Place(IDispatchTarget target, uint hash)
        {
            var at = (int)hash & Mask;
            while (Targets[at] is not null)
                at = (at + 1) & Mask;
            Put(at, target, Tag(hash));
        }

        public void Put(int at, IDispatchTarget? target, byte tag)
        {
            Volatile.Write(ref Targets[at], target);
            Volatile.Write(ref Tags[at], tag);
        }
    }
}
