using OrleansFlex.Contracts.Assets;
using OrleansFlex.Grains.Tests.Hosting;

namespace OrleansFlex.Grains.Tests.Assets;

public sealed class TelemetryTests
{
    [Fact]
    public async Task What_an_item_does_not_tell_stays()
    {
        await using var grid = await TestGrid.StartAsync();
        var (_, car, _) = await grid.AddHomeAsync(level: 40);
        await grid.AdvanceAsync(TimeSpan.FromMinutes(1));

        await grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs, ChargeLimit = 90 });

        var reading = (await grid.Asset(car).Get())!.Reading!;
        (reading.BatteryLevel, reading.ChargeLimit, reading.IsPluggedIn).ShouldBe((40, 90, true));
        reading.PluggedInSinceMs.ShouldBe(TestGrid.Evening.ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task An_older_item_is_ignored()
    {
        await using var grid = await TestGrid.StartAsync();
        var (_, car, _) = await grid.AddHomeAsync(level: 40);

        (await grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs - 1, BatteryLevel = 20 })).ShouldBe(ObservationResult.Stale);

        (await grid.Asset(car).Get())!.Reading!.BatteryLevel.ShouldBe(40);
    }

    [Fact]
    public async Task Of_two_items_of_one_instant_the_later_arrival_wins()
    {
        await using var grid = await TestGrid.StartAsync();
        var (_, car, _) = await grid.AddHomeAsync(level: 40);

        (await grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs, BatteryLevel = 55 })).ShouldBe(ObservationResult.Accepted);

        (await grid.Asset(car).Get())!.Reading!.BatteryLevel.ShouldBe(55);
    }

    [Theory]
    [InlineData(300_000, ObservationResult.Accepted)]
    [InlineData(300_001, ObservationResult.InTheFuture)]
    public async Task A_clock_may_run_five_minutes_fast_and_no_more(long aheadMs, ObservationResult expected)
    {
        await using var grid = await TestGrid.StartAsync();
        var (_, car, _) = await grid.AddHomeAsync(level: 40);

        (await grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs + aheadMs, BatteryLevel = 41 })).ShouldBe(expected);
    }

    [Fact]
    public async Task Telemetry_of_an_unknown_device_creates_nothing()
    {
        await using var grid = await TestGrid.StartAsync();
        var id = grid.NextId();

        (await grid.ObserveAsync(id, new Observation { AtMs = grid.NowMs })).ShouldBe(ObservationResult.UnknownDevice);

        (await grid.Asset(id).Get()).ShouldBeNull();
    }

    [Theory]
    [InlineData(0.00134, true)]
    [InlineData(0.00136, false)]
    public async Task A_vehicle_within_150_metres_of_a_location_is_at_it(double degreesNorth, bool isThere)
    {
        await using var grid = await TestGrid.StartAsync();
        var site = await grid.AddSiteAsync(latitude: 50.8, longitude: 4.3);
        await grid.AddSiteAsync(latitude: 51.8, longitude: 4.3);
        var car = await grid.AddCarAsync(site);

        await grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs, Latitude = 50.8 + degreesNorth, Longitude = 4.3 });

        ((await grid.Asset(car).Get())!.LocationId == site).ShouldBe(isThere);
    }

    [Fact]
    public async Task Of_two_near_locations_the_nearest_is_the_place_and_a_reported_one_wins()
    {
        await using var grid = await TestGrid.StartAsync();
        var near = await grid.AddSiteAsync(latitude: 50.8, longitude: 4.3);
        var nearer = await grid.AddSiteAsync(latitude: 50.8005, longitude: 4.3);
        var car = await grid.AddCarAsync(near);

        await grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs, Latitude = 50.8004, Longitude = 4.3 });
        (await grid.Asset(car).Get())!.LocationId.ShouldBe(nearer);

        await grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs, Latitude = 50.8004, Longitude = 4.3, LocationId = near });
        (await grid.Asset(car).Get())!.LocationId.ShouldBe(near);
    }

    [Fact]
    public async Task Unplugging_ends_charging_and_forgets_the_charger()
    {
        await using var grid = await TestGrid.StartAsync();
        var (_, car, _) = await grid.AddHomeAsync();
        await grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs, IsCharging = true, ChargeRateKw = 11, PluggedInChargerId = "c1" });

        await grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs, IsPluggedIn = false });

        var reading = (await grid.Asset(car).Get())!.Reading!;
        (reading.IsCharging, reading.ChargeRateKw, reading.PluggedInChargerId, reading.PluggedInSinceMs).ShouldBe((false, 0, null, null));
    }

    [Fact]
    public async Task A_device_cannot_be_linked_to_a_location_of_someone_else()
    {
        await using var grid = await TestGrid.StartAsync();
        var site = await grid.AddSiteAsync("u2");

        var linked = await grid.Asset(grid.NextId()).Link(new LinkDevice
        {
            Type = AssetType.Vehicle,
            UserId = "u1",
            Vendor = "TESLA",
            LocationId = site,
            Ratings = new DeviceRatings { MaxPowerKw = 11 },
        });

        linked.Refusal!.Code.ShouldBe("device.unknown_location");
        (await grid.User("u1").Get()).ShouldBeNull();
    }
}
