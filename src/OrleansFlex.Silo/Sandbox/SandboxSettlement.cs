using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Sites;
using OrleansFlex.Contracts.Solar;
using OrleansFlex.Domain.Sandbox;
using OrleansFlex.Domain.Schedules;
using OrleansFlex.Domain.Solar;
using OrleansFlex.Silo.Problems;

namespace OrleansFlex.Silo.Sandbox;

/// <summary>
/// Makes a simulated household known to the grid, by the same grain calls that an integrator's requests lead to. It may be repeated: what an
/// attempt that was cut off has left is there already, and what should have followed on it is made up for.
/// </summary>
internal static class SandboxSettlement
{
    public const string Vendor = "SANDBOX";

    public static async Task Settle(IGrainFactory grains, SandboxHome home)
    {
        var (batch, spec) = (home.Batch, home.Household.Spec);
        if (batch.Owner is null)
        {
            await CreateLocation(grains, home);
            await DescribePanels(grains, home);
        }

        for (var device = 0; device < home.Devices; device++)
        {
            var asset = grains.GetGrain<IAssetGrain>(GrainKeys.Of(batch.Client, home.DeviceId(device)));
            await Link(grains, home, device, asset);
            Observation? observation;
            lock (home.Gate)
                observation = home.Observe(device);
            if (observation is not null)
                await asset.Observe(observation);
            if (batch.Owner is null && spec.Devices[device].Kind == DeviceKind.Vehicle && spec.Wish is { } wish)
                await CreatePolicy(grains, home, device, wish);
        }
    }

    private static async Task Link(IGrainFactory grains, SandboxHome home, int device, IAssetGrain asset)
    {
        var (batch, spec) = (home.Batch, home.Household.Spec);
        var link = ToLink(spec.Devices[device], batch, home.Index, spec.Vehicle);
        if (IsThereAlready(await asset.Link(link), "device.exists"))
        {
            await User(grains, home).AddDevice(new LinkedDevice(home.DeviceId(device), Vendor, link.Type.Name()));
            if (link.LocationId is not null)
                await Site(grains, home).AttachAsset(new AssetAtSite(home.DeviceId(device), link.Type.Household()));
        }
    }

    private static async Task CreatePolicy(IGrainFactory grains, SandboxHome home, int device, DriverWish wish)
    {
        var id = home.Batch.PolicyId(home.Index);
        var policy = grains.GetGrain<IVehiclePolicyGrain>(GrainKeys.Of(home.Batch.Client, id));
        var created = await policy.Create(new CreatePolicy
        {
            VehicleId = home.DeviceId(device),
            LocationId = home.Batch.LocationId(home.Index),
            BatteryReserve = wish.Reserve,
            Schedule = Schedule(wish),
        });
        // Another policy of the car may be meant as well.
        if (IsThereAlready(created, "policy.exists") && await policy.Get() is not null)
        {
            await Site(grains, home).AttachPolicy(id);
            await User(grains, home).AddPolicy(id);
        }
    }

    private static async Task CreateLocation(IGrainFactory grains, SandboxHome home)
    {
        var (batch, spec, index) = (home.Batch, home.Household.Spec, home.Index);
        var created = await Site(grains, home).Create(new CreateLocation
        {
            UserId = batch.UserId(index),
            Name = $"Household {index + 1}",
            Latitude = spec.Latitude,
            Longitude = spec.Longitude,
            TimezoneName = batch.TimezoneName,
            Zone = batch.Zone,
            Area = batch.Area,
        });
        if (IsThereAlready(created, "location.exists"))
            await User(grains, home).PutPlace(new Place(batch.LocationId(index), spec.Latitude, spec.Longitude));
    }

    /// <summary>Describes the panels, as their owner would: that is what the forecast of their production rests on.</summary>
    private static async Task DescribePanels(IGrainFactory grains, SandboxHome home)
    {
        var (batch, index) = (home.Batch, home.Index);
        if (home.Household.Spec.Solar is not { } panels)
            return;
        var (id, array) = (batch.SolarConfigurationId(index), new SolarArray(panels.PeakKw, panels.AzimuthDegrees, panels.TiltDegrees));
        var configuration = grains.GetGrain<ISolarConfigurationGrain>(GrainKeys.Of(batch.Client, id));
        var created = await configuration.Create(new CreateSolarConfiguration
        {
            UserId = batch.UserId(index),
            LocationId = batch.LocationId(index),
            Array = array,
        });
        // Another description of the same panels may be meant as well.
        if (IsThereAlready(created, "solar_configuration.exists") && await configuration.Get() is not null)
            (await Site(grains, home).PutArray(new ConfiguredArray(id, array))).OrProblem();
    }

    private static ISiteGrain Site(IGrainFactory grains, SandboxHome home) =>
        grains.GetGrain<ISiteGrain>(GrainKeys.Of(home.Batch.Client, home.Batch.LocationId(home.Index)));

    private static IUserGrain User(IGrainFactory grains, SandboxHome home) =>
        grains.GetGrain<IUserGrain>(GrainKeys.Of(home.Batch.Client, home.Batch.UserId(home.Index)));

    private static bool IsThereAlready<T>(Outcome<T> created, string code)
    {
        if (created.Refusal?.Code == code)
            return true;
        created.OrProblem();
        return false;
    }

    private static AssetType TypeOf(DeviceKind kind) => kind switch
    {
        DeviceKind.Vehicle => AssetType.Vehicle,
        DeviceKind.Charger => AssetType.Charger,
        DeviceKind.Battery => AssetType.Battery,
        DeviceKind.Hvac => AssetType.Hvac,
        DeviceKind.Solar => AssetType.Inverter,
        _ => AssetType.Meter,
    };

    private static LinkDevice ToLink(DeviceSpec spec, SandboxBatch batch, int index, VehicleSpec? vehicle) => new()
    {
        Type = TypeOf(spec.Kind),
        UserId = batch.UserId(index),
        Vendor = Vendor,
        LocationId = batch.LocationId(index) is var place && place == Guid.Empty ? null : place,
        Scopes = batch.Owner is { } owner ? [.. Scopes.Of(TypeOf(spec.Kind)).Intersect(owner.Scopes)] : [],
        Information = new DeviceInformation { Brand = spec.Brand, Model = spec.Model },
        Ratings = new DeviceRatings
        {
            MaxPowerKw = spec.MaxPowerKw,
            MinPowerKw = spec.MinPowerKw > 0 ? spec.MinPowerKw : null,
            BatteryCapacityKwh = spec.CapacityKwh,
            Efficiency = spec.Efficiency,
            MaxDischargeKw = spec.MaxDischargeKw,
            Tapers = spec.Kind == DeviceKind.Vehicle && vehicle?.Curve.Tapers == true,
        },
    };

    private static WeeklySchedule Schedule(DriverWish wish)
    {
        var weekday = new DaySchedule(wish.WeekdayReadyBy, Math.Max(wish.MinimumTarget, wish.Reserve));
        var weekend = new DaySchedule(wish.WeekendReadyBy, Math.Max(wish.MinimumTarget, wish.Reserve));
        return new WeeklySchedule(weekday, weekday, weekday, weekday, weekday, weekend, weekend);
    }
}
