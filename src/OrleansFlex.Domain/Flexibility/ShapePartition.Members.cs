namespace OrleansFlex.Domain.Flexibility;

public sealed partial class ShapePartition
{
    /// <summary>
    /// Replaces what is held of a member by its whole envelope. Chunks outside the window are left out, chunks that the
    /// envelope does not cover count as zero. Copies the numbers; the spans may be reused at once.
    /// </summary>
    /// <param name="site">The household; when it is not known yet the contribution is parked.</param>
    /// <param name="member">The contributing asset or policy, unique in the partition.</param>
    /// <param name="version">Rises with every envelope of the member. The same version again replaces, an older one is refused.</param>
    /// <param name="firstChunk">Absolute index of the first element.</param>
    /// <param name="isReachable">Whether the member can be steered now.</param>
    /// <param name="expected">Planned mean load per chunk, watts.</param>
    /// <param name="minimum">Lowest mean load per chunk, watts.</param>
    /// <param name="maximum">Highest mean load per chunk, watts.</param>
    /// <param name="sigma">Standard deviation of the load per chunk, watts, not negative.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public ContributionOutcome PutContribution(
        Guid site,
        Guid member,
        long version,
        long firstChunk,
        bool isReachable,
        ReadOnlySpan<int> expected,
        ReadOnlySpan<int> minimum,
        ReadOnlySpan<int> maximum,
        ReadOnlySpan<int> sigma)
    {
        if (minimum.Length != expected.Length || maximum.Length != expected.Length || sigma.Length != expected.Length)
            throw new ArgumentException("The four series must have the same length.", nameof(minimum));
        var from = Math.Max(firstChunk, _first);
        var end = Math.Min(firstChunk + expected.Length, _first + _capacity);
        if (from >= end)
            return ContributionOutcome.OutsideWindow;
        if (_removedMembers.Holds(member, version))
            return ContributionOutcome.Stale;
        var isNew = !_memberByKey.TryGetValue(member, out var place);
        if (!isNew && version < _members[place].Version)
            return ContributionOutcome.Stale;

        place = isNew ? Admit(member, site) : Settle(place, site);
        ref var record = ref _members[place];
        var cell = _households[record.Household].Cell;
        var range = new SeriesRange((int)(from - firstChunk), (int)(end - from), (int)(from % _capacity));
        var isWide = !(range.FitsNarrow(expected) && range.FitsNarrow(minimum) && range.FitsNarrow(maximum) && range.FitsNarrow(sigma));
        if (isWide)
        {
            range.Place(expected, minimum, maximum, sigma, _wideRow);
            Replace(ref record, cell, isWide, isReachable, isNew, _wide, _wideRow, _wideZero);
        }
        else
        {
            range.Place(expected, minimum, maximum, sigma, _narrowRow);
            Replace(ref record, cell, isWide, isReachable, isNew, _narrow, _narrowRow, _narrowZero);
        }
        record.Version = version;
        record.EndChunk = (int)end;
        return cell is null ? ContributionOutcome.Parked : ContributionOutcome.Accepted;
    }

    /// <summary>Forgets a member, unless a newer contribution of it is held.</summary>
    public ContributionOutcome RemoveMember(Guid member, long version)
    {
        if (_memberByKey.TryGetValue(member, out var place))
        {
            if (version < _members[place].Version)
                return ContributionOutcome.Stale;
            var household = _members[place].Household;
            if (_households[household].Cell is { } cell)
                Discount(ref _members[place], cell);
            Forget(place);
            if (_parked.Contains(household) && _households[household].FirstMember == PartitionMember.None)
                Drop(household);
        }
        _removedMembers.Add(member, version, _first + _windowChunks);
        return ContributionOutcome.Accepted;
    }

    private int Admit(Guid member, Guid site)
    {
        var place = _members.Take();
        _members[place] = new PartitionMember(member) { AlignedTo = _first };
        _memberByKey.Add(member, place);
        Link(place, HouseholdAt(site));
        return place;
    }

    /// <summary>Sees to it that a member stands under the household it names, which changes when an asset moves.</summary>
    private int Settle(int place, Guid site)
    {
        var old = _members[place].Household;
        if (_households[old].Key == site)
            return place;
        if (_households[old].Cell is { } left)
            Discount(ref _members[place], left);
        Unlink(place);
        if (_parked.Contains(old) && _households[old].FirstMember == PartitionMember.None)
            Drop(old);
        var household = HouseholdAt(site);
        Link(place, household);
        if (_households[household].Cell is { } entered)
            Count(ref _members[place], entered);
        return place;
    }

    private void Link(int place, int household)
    {
        ref var record = ref _members[place];
        ref var owner = ref _households[household];
        record.Household = household;
        record.Previous = PartitionMember.None;
        record.Next = owner.FirstMember;
        if (owner.FirstMember != PartitionMember.None)
            _members[owner.FirstMember].Previous = place;
        owner.FirstMember = place;
    }

    private void Unlink(int place)
    {
        ref var record = ref _members[place];
        if (record.Previous == PartitionMember.None)
            _households[record.Household].FirstMember = record.Next;
        else
            _members[record.Previous].Next = record.Next;
        if (record.Next != PartitionMember.None)
            _members[record.Next].Previous = record.Previous;
    }

    private void Forget(int place)
    {
        ref var record = ref _members[place];
        Unlink(place);
        if (record.Slot != PartitionMember.None && record.IsWide)
            _wide.Release(record.Slot);
        else if (record.Slot != PartitionMember.None)
            _narrow.Release(record.Slot);
        _memberByKey.Remove(record.Key);
        _members.Release(place);
    }
}
