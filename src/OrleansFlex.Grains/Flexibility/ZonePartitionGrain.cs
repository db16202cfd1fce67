using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
            ref var known = ref Find(household.SiteId);
            if (household.Version < known.Version)
                continue;
            known.Version = household.Version;
            known.Area = household.Area ?? "";
            known.Composition = household.Composition;
            Shape.PutHousehold(household.SiteId, household.Version, known.Area, household.Composition, household.AssetCount);
        }

        return TellZone();
    }

    /// <inheritdoc/>
    public Task RemoveHousehold(Guid siteId)
    {
        if (!_households.Remove(siteId, out var household))
            return Task.CompletedTask;
        Shape.RemoveHousehold(siteId, household.Version);
        _cables.Remove(siteId);
        return TellZone();
    }

    /// <inheritdoc/>
    public Task PutMembers(ImmutableArray<ShapeMember> members)
    {
        foreach (var member in members)
            Find(member.SiteId).Add(new Member(member.MemberId, member.Kind));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Contribute(Contribution contribution)
    {
        Find(contribution.SiteId).Add(new Member(contribution.MemberId, contribution.Kind));
        var length = contribution.Length;
        ReadOnlySpan<int> watts = IsCountedElsewhere(contribution) ? new int[4 * length] : contribution.Watts;
        Shape.PutContribution(
            contribution.SiteId,
            contribution.MemberId,
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
        ref var household = ref CollectionsMarshal.GetValueRefOrNullRef(_households, siteId);
        if (!Unsafe.IsNullRef(ref household) && household.Remove(memberId))
        {
            Shape.RemoveMember(memberId, version);
            ForgetCable(siteId, memberId);
        }

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
        _cables.Clear();
        _shape = null;
        return TellZone();
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
}
