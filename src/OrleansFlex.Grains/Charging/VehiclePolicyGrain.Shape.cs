using System.Buffers;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Domain.Pricing;

namespace OrleansFlex.Grains.Charging;

public sealed partial class VehiclePolicyGrain
{
    // Rises with every contribution, also across restarts, because it begins with the time.
    private long _version;

    /// <inheritdoc/>
    public Task Refresh(RefreshRequest request) => Contribute(request.Revision);

    private IZonePartitionGrain Partition(string zone) =>
        GrainFactory.GetGrain<IZonePartitionGrain>(ZonePartitions.Key(Client, zone, State.LocationId));

    private async Task Contribute(long revision)
    {
        if (!Exists || State.Zone is not { } zone)
            return;
        await Vehicle();
        var prices = await services.Curves.Get(Client, zone, State.Area, State.TimezoneName, revision);
        if (_isLeaving || !Exists || State.Zone != zone)
            return;
        // As it is after the waits: an observation may have come, and its envelope must not be replaced by an older one.
        var vehicle = _vehicle;
        var nowMs = NowMs;
        var window = services.Shape.Window;
        var length = window.ChunkCount;
        var watts = ArrayPool<int>.Shared.Rent(4 * length);
        var isReachable = VehicleContribution.Write(State, vehicle, prices, services, PolicyMemory.History(State), nowMs, watts.AsSpan(0, 4 * length));
        _version = Math.Max(_version + 1, nowMs);
        await Partition(zone).Contribute(new Contribution
        {
            SiteId = State.LocationId,
            MemberId = Id,
            Kind = ShapeMemberKind.Policy,
            Version = _version,
            FirstChunk = window.ChunkAt(nowMs),
            Watts = watts,
            Length = length,
            IsReachable = isReachable,
            Cable = PolicyMemory.IsPluggedInAt(vehicle, State.LocationId) ? CableEnd.Vehicle : CableEnd.None,
            ChargerId = vehicle?.Reading?.ChargerId(),
        });
        // Only after the partition has copied it; a call that failed may still be reading.
        ArrayPool<int>.Shared.Return(watts);
    }

    private async Task LeaveShape()
    {
        if (State.Zone is not { } zone)
            return;
        // A version of its own, so that a contribution of the same instant counts as newer.
        _version = Math.Max(_version + 1, NowMs);
        await Partition(zone).RemoveMember(State.LocationId, Id, _version);
    }
}
