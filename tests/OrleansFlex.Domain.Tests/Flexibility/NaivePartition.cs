using OrleansFlex.Domain.Flexibility;

namespace OrleansFlex.Domain.Tests.Flexibility;

/// <summary>What <see cref="ShapePartition"/> should hold, kept as plain dictionaries and summed anew each time.</summary>
internal sealed class NaivePartition(long first, int window)
{
    private readonly Dictionary<string, (long Version, string Area, HouseholdTypes Types, int Assets)> _households = [];
    private readonly Dictionary<string, Member> _members = [];
    private readonly Dictionary<string, (long Version, long Until)> _removedSites = [];
    private readonly Dictionary<string, (long Version, long Until)> _removedMembers = [];

    public long First { get; private set; } = first;

    public int MemberCount => _members.Count;

    public int Counted => _members.Values.Count(member => _households.ContainsKey(member.Site));

    private int Capacity => window + ShapePartition.LookAhead;

    public ContributionOutcome PutHousehold(string site, long version, string area, HouseholdTypes types, int assets)
    {
        if (IsRemoved(_removedSites, site, version) || (_households.TryGetValue(site, out var held) && version < held.Version))
            return ContributionOutcome.Stale;
        _households[site] = (version, area, types, assets);
        return ContributionOutcome.Accepted;
    }

    public ContributionOutcome RemoveHousehold(string site, long version)
    {
        if (_households.TryGetValue(site, out var held) && version < held.Version)
            return ContributionOutcome.Stale;
        _households.Remove(site);
        foreach (var member in _members.Where(member => member.Value.Site == site).Select(member => member.Key).ToList())
            _members.Remove(member);
        Bury(_removedSites, site, version);
        return ContributionOutcome.Accepted;
    }

    public ContributionOutcome Put(string site, string member, long version, long chunk, bool isReachable, int[][] series)
    {
        var from = Math.Max(chunk, First);
        var end = Math.Min(chunk + series[0].Length, First + Capacity);
        if (from >= end)
            return ContributionOutcome.OutsideWindow;
        if (IsRemoved(_removedMembers, member, version) || (_members.TryGetValue(member, out var held) && version < held.Version))
            return ContributionOutcome.Stale;
        var values = new Dictionary<long, int[]>();
        for (var at = from; at < end; at++)
            values[at] = [.. series.Select(one => one[at - chunk])];
        _members[member] = new Member(site, version, isReachable, end, values);
        return _households.ContainsKey(site) ? ContributionOutcome.Accepted : ContributionOutcome.Parked;
    }

    public ContributionOutcome RemoveMember(string member, long version)
    {
        if (_members.TryGetValue(member, out var held) && version < held.Version)
            return ContributionOutcome.Stale;
        _members.Remove(member);
        Bury(_removedMembers, member, version);
        return ContributionOutcome.Accepted;
    }

    public void Roll(long first)
    {
        if (first <= First)
            return;
        First = first;
        foreach (var graves in new[] { _removedSites, _removedMembers })
            foreach (var key in graves.Where(grave => grave.Value.Until <= first).Select(grave => grave.Key).ToList())
                graves.Remove(key);
        var parkedSites = _members.Values.Select(member => member.Site).Where(site => !_households.ContainsKey(site)).ToHashSet();
        foreach (var site in parkedSites)
            if (_members.Values.Where(member => member.Site == site).All(member => member.End <= first))
                foreach (var key in _members.Where(member => member.Value.Site == site).Select(member => member.Key).ToList())
                    _members.Remove(key);
    }

    public void ShouldEqual(PartitionSums sums)
    {
        sums.FirstChunk.ShouldBe(First);
        sums.ChunkCount.ShouldBe(Capacity);
        sums.MemberCount.ShouldBe(Counted);
        var groups = _households.GroupBy(household => (household.Value.Area, household.Value.Types)).ToList();
        sums.Cells.Length.ShouldBe(groups.Count);
        foreach (var group in groups)
        {
            var cell = sums.Cells.Single(cell => cell.Area == group.Key.Area && cell.Types == group.Key.Types);
            cell.HouseholdCount.ShouldBe(group.Count());
            cell.AssetCount.ShouldBe(group.Sum(household => household.Value.Assets));
            var sites = group.Select(household => household.Key).ToHashSet();
            var members = _members.Values.Where(member => sites.Contains(member.Site)).ToList();
            var reachable = members.Where(member => member.IsReachable).ToList();
            cell.Expected.ShouldBe(Sum(members, values => values[0]));
            cell.Minimum.ShouldBe(Sum(members, values => values[1]));
            cell.Maximum.ShouldBe(Sum(members, values => values[2]));
            cell.ReachableMinimum.ShouldBe(Sum(reachable, values => values[1]));
            cell.ReachableMaximum.ShouldBe(Sum(reachable, values => values[2]));
            cell.Variance.ShouldBe(Sum(members, values => (long)values[3] * values[3]));
        }
    }

    private IEnumerable<long> Sum(List<Member> members, Func<int[], long> pick) => Enumerable.Range(0, Capacity)
        .Select(i => members.Sum(member => member.Values.TryGetValue(First + i, out var values) ? pick(values) : 0));

    private void Bury(Dictionary<string, (long Version, long Until)> graves, string key, long version) =>
        graves[key] = (Math.Max(version, graves.TryGetValue(key, out var grave) ? grave.Version : version), First + window);

    private static bool IsRemoved(Dictionary<string, (long Version, long Until)> graves, string key, long version) =>
        graves.TryGetValue(key, out var grave) && version <= grave.Version;

    private sealed record Member(string Site, long Version, bool IsReachable, long End, Dictionary<long, int[]> Values);
}
