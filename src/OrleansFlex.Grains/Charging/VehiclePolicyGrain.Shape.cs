using System.Buffers;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Grains.Solar;

namespace OrleansFlex.Grains.Charging;

public sealed partial class VehiclePolicyGrain
{
    private IZonePartitionGrain? _partition;

    // Rises with every contribution, also across restarts, because it begins with the time.
    private long _version;

    /// <inheritdoc/>
    public Task Refresh(RefreshRequest request) =>
        request.WeatherRevision > 0 && !State.HasArrays ? Task.CompletedTask : Contribute(request.Revision, request.WeatherRevision);

    private IZonePartitionGrain Partition(string zone) =>
        _partition ??= GrainFactory.GetGrain<IZonePartitionGrain>(ZonePartitions.Key(Client, zone, State.LocationId));

    private async Task Contribute(long revision, long weatherRevision = 0)
    {
        if (!Exists || State.Zone is not { } zone)
            return;
        await Vehicle();
        var prices = await services.Curves.Get(Client, zone, State.Area, State.TimezoneName, revision);
        var surplus = await Surplus(revision == RefreshRequest.Latest ? SolarForecasts.Latest : State.SiteVersion, weatherRevision);
        if (_isLeaving || !Exists || State.Zone != zone)
            return;
        // As it is after the waits: an observation may have come, and its envelope must not be replaced by an older one.
        var vehicle = _vehicle;
        var nowMs = NowMs;
        var window = services.Shape.Window;
        var length = window.ChunkCount;
        var watts = ArrayPool<int>.Shared.Rent(4 * length);
        var isReachable = VehicleContribution.Write(State, vehicle, prices, services, PolicyMemory.History(State), nowMs, watts.AsSpan(0, 4 * length), surplus);
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
