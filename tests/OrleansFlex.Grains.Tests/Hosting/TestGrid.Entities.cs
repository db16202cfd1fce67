using System.Collections.Immutable;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Contracts.Pricing;
using OrleansFlex.Contracts.Sites;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Domain.Schedules;

namespace OrleansFlex.Grains.Tests.Hosting;

internal sealed partial class TestGrid
{
    private int _lastId;

    /// <summary>The driver's wish where a test names none: 80 % at seven in the morning.</summary>
    public static WeeklySchedule Week { get; } = WeeklySchedule.EveryDay(new DaySchedule(7 * 60, 80));

    public T Grain<T>(string key)
        where T : IGrainWithStringKey => Service<IGrainFactory>().GetGrain<T>(key);

    public IUserGrain User(string id) => Grain<IUserGrain>(GrainKeys.Of(Tenant, id));

    public ISiteGrain Site(Guid id) => Grain<ISiteGrain>(GrainKeys.Of(Tenant, id));

    public IAssetGrain Asset(Guid id) => Grain<IAssetGrain>(GrainKeys.Of(Tenant, id));

    public IVehiclePolicyGrain Policy(Guid id) => Grain<IVehiclePolicyGrain>(GrainKeys.Of(Tenant, id));

    public IZoneGrain Zone(string id = "Z") => Grain<IZoneGrain>(GrainKeys.Of(Tenant, id));

    public IAreaPriceGrain AreaPrice(string area, string zone = "Z") => Grain<IAreaPriceGrain>(GrainKeys.Of(Tenant, zone, area));

    public ISegmentBookGrain Segments() => Grain<ISegmentBookGrain>(GrainKeys.Of(Tenant));

    /// <summary>An id that is the same in every run and belongs to no particular partition.</summary>
    public Guid NextId() => new(Enumerable.Range(0, 16).Select(i => (byte)(((_lastId * 31) + i) ^ (i == 12 ? _lastId++ : 0))).ToArray());

    public async Task<Guid> AddSiteAsync(
        string user = "u1", string? zone = "Z", string? area = "A", double latitude = 50.8, double longitude = 4.3, string timezone = "UTC")
    {
        var id = NextId();
        var made = await Site(id).Create(new CreateLocation
        {
            UserId = user,
            Name = "Home",
            Latitude = latitude,
            Longitude = longitude,
            TimezoneName = timezone,
            Zone = zone,
            Area = area,
        });
        made.Refusal.ShouldBeNull();
        return id;
    }

    public async Task<Guid> AddDeviceAsync(
        AssetType type, Guid? site = null, string user = "u1", string vendor = "TESLA", ImmutableArray<string>? scopes = null, DeviceRatings? ratings = null)
    {
        var id = NextId();
        var linked = await Asset(id).Link(new LinkDevice
        {
            Type = type,
            UserId = user,
            Vendor = vendor,
            LocationId = site,
            Scopes = scopes ?? [],
            Ratings = ratings ?? new DeviceRatings { MaxPowerKw = 11, BatteryCapacityKwh = 60 },
        });
        linked.Refusal.ShouldBeNull();
        return id;
    }

    public Task<Guid> AddCarAsync(Guid site, string user = "u1", string vendor = RecordedCommands.Vendor) =>
        AddDeviceAsync(AssetType.Vehicle, site, user, vendor);

    public async Task<Guid> AddPolicyAsync(Guid car, Guid site, double reserve = 0, WeeklySchedule? week = null)
    {
        var id = NextId();
        var made = await Policy(id).Create(new CreatePolicy { VehicleId = car, LocationId = site, BatteryReserve = reserve, Schedule = week ?? Week });
        made.Refusal.ShouldBeNull();
        return id;
    }

    /// <summary>A home with a car under a policy, the car plugged in at a level.</summary>
    public async Task<(Guid Site, Guid Car, Guid Policy)> AddHomeAsync(
        string user = "u1", string? zone = "Z", string? area = "A", double level = 40, double reserve = 0, WeeklySchedule? week = null, string timezone = "UTC",
        string vendor = RecordedCommands.Vendor)
    {
        var site = await AddSiteAsync(user, zone, area, timezone: timezone);
        var car = await AddCarAsync(site, user, vendor);
        var policy = await AddPolicyAsync(car, site, reserve, week);
        (await PlugInAsync(car, site, level)).ShouldBe(ObservationResult.Accepted);
        return (site, car, policy);
    }

    public Task<ObservationResult> PlugInAsync(Guid car, Guid site, double level = 40) =>
        ObserveAsync(car, new Observation { AtMs = NowMs, IsReachable = true, IsPluggedIn = true, IsCharging = false, BatteryLevel = level, LocationId = site });

    public Task<ObservationResult> ObserveAsync(Guid device, Observation observation) => Asset(device).Observe(observation);

    public async Task ActivateAsync(string zone = "Z") => (await Zone(zone).Activate("EUR")).Refusal.ShouldBeNull();

    /// <summary>Pushes prices that hold an hour each, from the hour that contains now.</summary>
    public async Task PushAsync(string area, params decimal[] perHour)
    {
        const long HourMs = 3_600_000;
        var first = NowMs / HourMs * HourMs;
        var values = perHour.Select((price, i) => new PriceSignalValue(first + (i * HourMs), price)).ToImmutableArray();
        (await Zone().PushPrices([area], "EUR", values, first + (perHour.Length * HourMs))).Refusal.ShouldBeNull();
        await QuietAsync();
    }

    /// <summary>The shape as it is when everything has come to rest.</summary>
    public async Task<Shape> ShapeAsync(ImmutableArray<string>? areas = null, string zone = "Z")
    {
        await QuietAsync();
        return Shape.Of(await Zone(zone).GetShape(areas, null));
    }

    public async Task<string> StateAsync(Guid policy) => (await Policy(policy).GetStatus())!.State;
}
