using System.Buffers;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Contracts.Sites;
using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Domain.Forecasting;

namespace OrleansFlex.Grains.Assets;

public sealed partial class AssetGrain
{
    private long _version;

    /// <inheritdoc/>
    public Task Refresh(RefreshRequest request) => Contribute();

    private async Task Contribute()
    {
        // A vehicle under a policy contributes through it.
        if (State is not { Device: { } device, HomeId: { } home, Zone: { } zone } || !device.Type.Contributes() || !State.Policies.IsEmpty)
            return;

        var window = services.Shape.Window;
        var length = window.ChunkCount;
        var nowMs = NowMs;
        var watts = ArrayPool<int>.Shared.Rent(4 * length);
        AssetContribution.Write(device, home, Profile(), State.TimezoneName ?? "UTC", window, nowMs, watts.AsSpan(0, 4 * length));
        _version = Math.Max(_version + 1, nowMs);
        await Partition(zone, home).Contribute(new Contribution
        {
            SiteId = home,
            MemberId = Id,
            Kind = ShapeMemberKind.Asset,
            Version = _version,
            FirstChunk = window.ChunkAt(nowMs),
            Watts = watts,
            Length = length,
            IsReachable = device.Reading?.IsReachable != false,
            Cable = CableOf(device, home),
            ChargerId = device.Reading?.ChargerId(),
        });
        ArrayPool<int>.Shared.Return(watts);
    }

    private async Task LeaveShape()
    {
        if (State is { HomeId: { } home, Zone: { } zone })
        {
            // A version of its own, so that a contribution of the same instant counts as newer.
            _version = Math.Max(_version + 1, NowMs);
            await Partition(zone, home).RemoveMember(home, Id, _version);
        }
    }

    private IZonePartitionGrain Partition(string zone, Guid home) =>
        GrainFactory.GetGrain<IZonePartitionGrain>(ZonePartitions.Key(Client, zone, home));

    private static CableEnd CableOf(Device device, Guid home) => device.Type switch
    {
        AssetType.Charger => CableEnd.Charger,
        AssetType.Vehicle when device.Reading?.IsPluggedIn == true && device.LocationId == home => CableEnd.Vehicle,
        _ => CableEnd.None,
    };

    private LoadProfile? Profile() => State.Profile is { } saved ? LoadProfile.Load(saved) : null;

    /// <summary>The usual load of batteries and heat pumps by quarter of an hour, with what a reading has taught.</summary>
    private byte[]? LearnLoad(Device device, DeviceReading? before)
    {
        if (device.Type is not (AssetType.Battery or AssetType.Hvac) || before is not { ChargeRateKw: { } load } || device.Reading is not { } reading)
            return State.Profile;
        var profile = Profile() ?? new LoadProfile();
        var calendar = Time.Calendars.Of(State.TimezoneName ?? "UTC");
        const long QuarterMs = 900_000;
        // The load held from one reading to the next, which may span several quarters, but a long silence teaches nothing.
        for (var atMs = Math.Max(before.AtMs, reading.AtMs - (4 * QuarterMs)); atMs < reading.AtMs; atMs += QuarterMs)
            profile.Note(Math.Clamp((int)(calendar.MinuteOfDayAt(atMs) / 15), 0, LoadProfile.Slots - 1), load);
        var saved = new byte[LoadProfile.SavedBytes];
        profile.Save(saved);
        return saved;
    }
}
