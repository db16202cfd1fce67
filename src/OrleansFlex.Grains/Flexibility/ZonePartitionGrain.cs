using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Contracts.Sites;
using OrleansFlex.Domain.Flexibility;

namespace OrleansFlex.Grains.Flexibility;

/// <inheritdoc cref="IZonePartitionGrain"/>
/// <remarks>
/// Holds nothing durable: everything here is derived from members, who are asked again after a restart. Reentrant,
/// because members answer a refresh by contributing while the refresh waits for them.
/// </remarks>
[GrainType("zone-partition"), Reentrant, KeepAlive]
public sealed partial class ZonePartitionGrain(
    TimeProvider clock,
    ShapeSettings settings,
    ILogger<ZonePartitionGrain> logger) : Grain, IZonePartitionGrain
{
    private readonly Dictionary<Guid, Household> _households = [];
    private ShapePartition? _shape;
    private IZoneGrain? _zone;
    private bool _told;

    private ShapePartition Shape => _shape ??= new ShapePartition(CurrentChunk, settings.Window.ChunkCount);

    private long CurrentChunk => settings.Window.ChunkAt(clock.GetUtcNow().ToUnixTimeMilliseconds());

    /// <inheritdoc/>
    public Task PutHouseholds(ImmutableArray<SiteSettings> households)
    {
        foreach (var household in households)
        {
            var known = Find(household.SiteId);
            if (household.Version < known.Version)
                continue;
            known.Version = household.Version;
            known.Area = household.Area ?? "";
            known.Composition = household.Composition;
            Shape.PutHousehold(known.Key, household.Version, known.Area, household.Composition, household.AssetCount);
        }

        return TellZone();
    }

    /// <inheritdoc/>
    public Task RemoveHousehold(Guid siteId)
    {
        if (!_households.Remove(siteId, out var household))
            return Task.CompletedTask;
        Shape.RemoveHousehold(household.Key, household.Version);
        return TellZone();
    }

    /// <inheritdoc/>
    public Task PutMembers(ImmutableArray<ShapeMember> members)
    {
        foreach (var member in members)
            Find(member.SiteId).Add(member);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Contribute(Contribution contribution)
    {
        var household = Find(contribution.SiteId);
        var key = household.Add(new ShapeMember(contribution.SiteId, contribution.MemberId, contribution.Kind));
        var length = contribution.Length;
        ReadOnlySpan<int> watts = contribution.Watts;
        Shape.PutContribution(
            household.Key,
            key,
            contribution.Version,
            contribution.FirstChunk,
            contribution.IsReachable,
            watts[..length],
            watts.Slice(length, length),
            watts.Slice(2 * length, length),
            watts.Slice(3 * length, length));
        return TellZone();
    }

    /// <inheritdoc/>
    public Task RemoveMember(Guid siteId, Guid memberId, long version)
    {
        if (_households.TryGetValue(siteId, out var household) && household.Remove(memberId) is { } key)
            Shape.RemoveMember(key, version);
        return TellZone();
    }

    /// <inheritdoc/>
    public Task<PartitionSums> Snapshot()
    {
        _told = false;
        return Task.FromResult(Shape.Snapshot());
    }

    /// <inheritdoc/>
    public Task Roll(long firstChunk)
    {
        Shape.Roll(firstChunk);
        return TellZone();
    }

    /// <inheritdoc/>
    public Task ControlSettled(Guid siteId, long atMs, bool isConfirmed) => _households.TryGetValue(siteId, out var household)
        ? Zone().ControlSettled(household.Composition, atMs, isConfirmed)
        : Task.CompletedTask;

    /// <inheritdoc/>
    public Task Drop()
    {
        _households.Clear();
        _shape = null;
        return TellZone();
    }

    private Household Find(Guid siteId)
    {
        if (!_households.TryGetValue(siteId, out var household))
            _households[siteId] = household = new Household(siteId.ToString("N"));
        return household;
    }

    private Task TellZone()
    {
        if (_told || !Shape.HasChanges)
            return Task.CompletedTask;
        _told = true;
        return Zone().PartitionChanged(int.Parse(GrainKeys.Part(this.GetPrimaryKeyString(), 2), System.Globalization.CultureInfo.InvariantCulture));
    }

    private IZoneGrain Zone()
    {
        var key = this.GetPrimaryKeyString();
        return _zone ??= GrainFactory.GetGrain<IZoneGrain>(GrainKeys.Of(GrainKeys.Client(key), GrainKeys.Part(key, 1)));
    }

    /// <summary>A household and the members that contribute for it.</summary>
    private sealed class Household(string key)
    {
        private (ShapeMember Member, string Key)[] _members = [];

        public string Key { get; } = key;

        public string Area { get; set; } = "";

        public long Version { get; set; }

        public HouseholdTypes Composition { get; set; }

        public IReadOnlyList<(ShapeMember Member, string Key)> Members => _members;

        public string Add(ShapeMember member)
        {
            foreach (var (known, key) in _members)
            {
                if (known.MemberId == member.MemberId)
                    return key;
            }

            var added = member.MemberId.ToString("N");
            _members = [.. _members, (member, added)];
            return added;
        }

        public string? Remove(Guid memberId)
        {
            var index = Array.FindIndex(_members, known => known.Member.MemberId == memberId);
            if (index < 0)
                return null;
            var key = _members[index].Key;
            _members = [.. _members.AsSpan(0, index), .. _members.AsSpan(index + 1)];
            return key;
        }
    }
}
