using OrleansFlex.Contracts.Flexibility;

namespace OrleansFlex.Grains.Charging;

public sealed partial class VehiclePolicyGrain
{
    // Rises with every contribution and wish, also across restarts, because it begins with the time.
    private long _version;

    private IZonePartitionGrain Partition(string zone) =>
        GrainFactory.GetGrain<IZonePartitionGrain>(ZonePartitions.Key(Client, zone, State.LocationId));

    private Task Contribute(int[] watts, int length, bool isReachable, long nowMs)
    {
        if (_isLeaving || State.Zone is not { } zone)
            return Task.CompletedTask;
        _version = Math.Max(_version + 1, nowMs);
        return Partition(zone).Contribute(new Contribution
        {
            SiteId = State.LocationId,
            MemberId = Id,
            Kind = ShapeMemberKind.Policy,
            Version = _version,
            FirstChunk = services.Shape.Window.ChunkAt(nowMs),
            Watts = watts,
            Length = length,
            IsReachable = isReachable,
            Cable = PolicyMemory.IsPluggedInAt(_vehicle, State.LocationId) ? CableEnd.Vehicle : CableEnd.None,
            ChargerId = _vehicle?.Reading?.ChargerId(),
        });
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
