namespace OrleansFlex.Domain.Flexibility;

/// <summary>
/// One part of a zone's flex shape: the last contribution of every member and the running sums per (area, household
/// composition). Replacing a contribution adds the difference to the sums; nothing is ever summed anew. Sums are integers,
/// so they are exact in any order of messages.
/// <para>
/// Time is absolute chunk indices. All series are rings of the window's length plus <see cref="LookAhead"/> chunks.
/// <see cref="Roll"/> clears what left the window in the sums only; a member's own rows are brought up to date when they
/// are next touched, so that rolling a million members costs nothing.
/// </para>
/// <para>Not thread-safe: it belongs to one grain. Every message carries a version; older ones are refused.</para>
/// </summary>
public sealed partial class ShapePartition
{
    /// <summary>Chunks kept beyond the window, for members and partitions whose clocks are a little ahead.</summary>
    public const int LookAhead = 2;

    private const int LatestChunk = int.MaxValue / 2;

    private readonly int _capacity;
    private readonly int _windowChunks;
    private readonly KeyIndex<PartitionHousehold> _householdBySite;
    private readonly KeyIndex<PartitionMember> _memberByKey;
    private readonly Dictionary<(string Area, HouseholdTypes Types), CellSums> _cells = [];
    private readonly BlockList<PartitionHousehold> _households = new();
    private readonly BlockList<PartitionMember> _members = new();
    private readonly HashSet<int> _parked = [];
    private readonly Tombstones _removedSites = new();
    private readonly Tombstones _removedMembers = new();
    private int _first;
    private int _countedMembers;

    /// <summary>An empty partition.</summary>
    /// <param name="firstChunk">Absolute index of the chunk that contains now.</param>
    /// <param name="chunkCount">Length of the shape's window.</param>
    public ShapePartition(long firstChunk, int chunkCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstChunk);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstChunk, LatestChunk);
        ArgumentOutOfRangeException.ThrowIfLessThan(chunkCount, 1);
        _first = (int)firstChunk;
        _householdBySite = new KeyIndex<PartitionHousehold>(_households);
        _memberByKey = new KeyIndex<PartitionMember>(_members);
        _windowChunks = chunkCount;
        _capacity = chunkCount + LookAhead;
        _narrow = new MemberSlab<short>(_capacity);
        _wide = new MemberSlab<int>(_capacity);
        _narrowRow = new short[MemberSlab<short>.SeriesCount * _capacity];
        _wideRow = new int[MemberSlab<int>.SeriesCount * _capacity];
        _narrowZero = new short[_narrowRow.Length];
        _wideZero = new int[_wideRow.Length];
    }

    /// <summary>Absolute index of the first chunk of the window.</summary>
    public long FirstChunk => _first;

    /// <summary>Members held, counted and parked.</summary>
    public int MemberCount => _memberByKey.Count;

    /// <summary>Households known by <see cref="PutHousehold"/>.</summary>
    public int HouseholdCount => _householdBySite.Count - _parked.Count;

    /// <summary>Whether a contribution of this member is held, counted or parked.</summary>
    public bool Holds(Guid member) => _memberByKey.Contains(member);

    /// <summary>
    /// Tells where a household counts. Its members move along when area or composition differ from before, and members
    /// that were parked count from now on.
    /// </summary>
    public ContributionOutcome PutHousehold(Guid site, long version, string area, HouseholdTypes types, int assetCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(assetCount);
        if (_removedSites.Holds(site, version))
            return ContributionOutcome.Stale;
        var place = HouseholdAt(site);
        ref var household = ref _households[place];
        if (household.Cell is { } held)
        {
            if (version < household.Version)
                return ContributionOutcome.Stale;
            household.Version = version;
            if (held.Types == types && string.Equals(held.Area, area, StringComparison.Ordinal))
            {
                held.AssetCount += assetCount - household.AssetCount;
                if (assetCount != household.AssetCount)
                    MarkDirty(held);
                household.AssetCount = assetCount;
                return ContributionOutcome.Accepted;
            }
            Leave(ref household, held);
        }
        household.Version = version;
        household.AssetCount = assetCount;
        Join(ref household, CellAt(area, types));
        _parked.Remove(place);
        return ContributionOutcome.Accepted;
    }

    /// <summary>Forgets a household and its members, unless a newer version of it is held.</summary>
    public ContributionOutcome RemoveHousehold(Guid site, long version)
    {
        if (_householdBySite.TryGetValue(site, out var place))
        {
            if (_households[place].Cell is not null && version < _households[place].Version)
                return ContributionOutcome.Stale;
            Drop(place);
        }
        _removedSites.Add(site, version, _first + _windowChunks);
        return ContributionOutcome.Accepted;
    }

    /// <summary>Moves the window on; never back. Chunks that leave it are forgotten, new ones begin at zero.</summary>
    public void Roll(long firstChunk)
    {
        if (firstChunk <= _first)
            return;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstChunk, LatestChunk);
        var cleared = (int)Math.Min(firstChunk - _first, _capacity);
        foreach (var cell in _cells.Values)
        {
            for (var i = 0; i < cleared; i++)
                cell.Clear((_first + i) % _capacity);
            cell.IsDirty = true;
        }
        _first = (int)firstChunk;
        _isDirty = true;
        _removedSites.Prune(_first);
        _removedMembers.Prune(_first);
        foreach (var place in _parked.Where(IsForgotten).ToList())
            Drop(place);
    }

    private int HouseholdAt(Guid site)
    {
        if (_householdBySite.TryGetValue(site, out var place))
            return place;
        place = _households.Take();
        _households[place] = new PartitionHousehold(site);
        _householdBySite.Add(site, place);
        _parked.Add(place);
        return place;
    }

    private CellSums CellAt(string area, HouseholdTypes types)
    {
        if (_cells.TryGetValue((area, types), out var cell))
            return cell;
        cell = new CellSums(area, types, _capacity);
        _cells.Add((area, types), cell);
        return cell;
    }

    private void Join(ref PartitionHousehold household, CellSums cell)
    {
        household.Cell = cell;
        cell.HouseholdCount++;
        cell.AssetCount += household.AssetCount;
        MarkDirty(cell);
        for (var member = household.FirstMember; member != PartitionMember.None; member = _members[member].Next)
            Count(ref _members[member], cell);
    }

    private void Leave(ref PartitionHousehold household, CellSums cell)
    {
        for (var member = household.FirstMember; member != PartitionMember.None; member = _members[member].Next)
            Discount(ref _members[member], cell);
        cell.HouseholdCount--;
        cell.AssetCount -= household.AssetCount;
        household.Cell = null;
        MarkDirty(cell);
        if (cell.HouseholdCount == 0)
            _cells.Remove((cell.Area, cell.Types));
    }

    private void Drop(int place)
    {
        ref var household = ref _households[place];
        if (household.Cell is { } cell)
            Leave(ref household, cell);
        while (household.FirstMember != PartitionMember.None)
            Forget(household.FirstMember);
        _householdBySite.Remove(household.Key);
        _parked.Remove(place);
        _households.Release(place);
    }

    private bool IsForgotten(int place)
    {
        for (var member = _households[place].FirstMember; member != PartitionMember.None; member = _members[member].Next)
            if (_members[member].EndChunk > _first)
                return false;
        return true;
    }
}
