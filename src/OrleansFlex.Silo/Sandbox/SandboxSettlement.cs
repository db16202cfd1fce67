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

/// <summary>Makes a simulated household known to the grid, by the same grain calls that an integrator's requests lead to.</summary>
internal static class SandboxSettlement
{
    public const string Vendor = "SANDBOX";

    public static async Task Settle(IGrainFactory grains, SandboxHome home)
    {
        var (batch, spec, index) = (home.Batch, home.Household.Spec, home.Index);
        var client = batch.Client;
        var locationId = batch.LocationId(index);
        if (batch.Owner is null)
        {
            await CreateLocation(grains, home);
            await DescribePanels(grains, home);
        }

        for (var device = 0; device < home.Devices; device++)
        {
            var asset = grains.GetGrain<IAssetGrain>(GrainKeys.Of(client, home.DeviceId(device)));
            (await asset.Link(ToLink(spec.Devices[device], batch, index, spec.Vehicle))).OrProblem();
            Observation? observation;
            lock (home.Gate)
                observation = home.Observe(device);
            if (observation is not null)
                await asset.Observe(observation);
            if (batch.Owner is null && spec.Devices[device].Kind == DeviceKind.Vehicle && spec.Wish is { } wish)
            {
                (await grains.GetGrain<IVehiclePolicyGrain>(GrainKeys.Of(client, batch.PolicyId(index))).Create(new CreatePolicy
                {
                    VehicleId = home.DeviceId(device),
                    LocationId = locationId,
                    BatteryReserve = wish.Reserve,
                    Schedule = Schedule(wish),
                })).OrProblem();
            }
        }
    }

    private static async Task CreateLocation(IGrainFactory grains, SandboxHome home)
    {
        var (batch, spec, index) = (home.Batch, home.Household.Spec, home.Index);
        (await grains.GetGrain<ISiteGrain>(GrainKeys.Of(batch.Client, batch.LocationId(index))).Create(new CreateLocation
        {
            UserId = batch.UserId(index),
            Name = $"Household {index + 1}",
            Latitude = spec.Latitude,
            Longitude = spec.Longitude,
            TimezoneName = batch.TimezoneName,
            Zone = batch.Zone,
            Area = batch.Area,
        })).OrProblem();
    }

    /// <summary>Describes the panels, as their owner would: that is what the forecast of their production rests on.</summary>
    private static async Task DescribePanels(IGrainFactory grains, SandboxHome home)
    {
        var (batch, index) = (home.Batch, home.Index);
        if (home.Household.Spec.Solar is not { } panels)
            return;
        (await grains.GetGrain<ISolarConfigurationGrain>(GrainKeys.Of(batch.Client, batch.SolarConfigurationId(index))).Create(new CreateSolarConfiguration
        {
            UserId = batch.UserId(index),
            LocationId = batch.LocationId(index),
            Array = new SolarArray(panels.PeakKw, panels.AzimuthDegrees, panels.TiltDegrees),
        })).OrProblem();
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
