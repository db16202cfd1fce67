using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Contracts.Sites;
using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Domain.Schedules;
using OrleansFlex.Grains.Tests.Hosting;

namespace OrleansFlex.Grains.Tests.Flexibility;

/// <summary>The same scenario where grains share memory and where every message passes through JSON, as between silos.</summary>
public sealed class RoundTripTests
{
    [Fact]
    public async Task Messages_that_pass_through_JSON_lead_to_the_same_shape() =>
        (await PlayAsync(roundTrip: true)).ShouldBe(await PlayAsync(roundTrip: false));

    private static async Task<string> PlayAsync(bool roundTrip)
    {
        await using var grid = await TestGrid.StartAsync(roundTrip: roundTrip);
        var home = await grid.AddHomeAsync("u1", level: 30, timezone: "Europe/Brussels");
        var away = await grid.AddHomeAsync("u2", area: "B", level: 70);
        var battery = await grid.AddDeviceAsync(AssetType.Battery, away.Site, "u2");
        await grid.ActivateAsync();
        (await grid.Segments().Create(new("Store", HouseholdTypes.Battery, default))).Refusal.ShouldBeNull();
        await grid.PushAsync("A", 4, 4, 4, 2, 1, -1, 3, 4, 4, 4, 4, 4, 4, 4);
        await grid.ObserveAsync(away.Car, new Observation { AtMs = grid.NowMs, IsPluggedIn = false, Latitude = 10, Longitude = 20 });
        await grid.ObserveAsync(battery, new Observation { AtMs = grid.NowMs, BatteryLevel = 55.5, ChargeRateKw = -1.5 });
        await grid.Policy(home.Policy).Update(new UpdatePolicy { BatteryReserve = 15, Schedule = new(Tuesday: new DaySchedulePatch(480, 90.5)) });
        await grid.AdvanceAsync(TimeSpan.FromMinutes(20));
        await grid.Site(away.Site).Update(new UpdateLocation { Area = "A" });
        await grid.AdvanceAsync(TimeSpan.FromMinutes(25));
        var shape = await grid.ShapeAsync();
        shape.ShouldAddUp();
        (await grid.ShapeAsync(["A"])).Total.Numbers().ShouldBe(shape.Total.Numbers());
        (await grid.Zone().GetShape(null, shape.ETag)).State.ShouldBe(ShapeReplyState.NotModified);
        var plan = (await grid.Policy(home.Policy).GetPlan())!;
        (await grid.Policy(home.Policy).Create(new CreatePolicy { VehicleId = home.Car, LocationId = home.Site, BatteryReserve = 0, Schedule = TestGrid.Week }))
            .Refusal!.Code.ShouldBe("policy.exists");
        (await grid.User("u2").Delete()).ShouldBeTrue();
        var rest = await grid.ShapeAsync();
        (await grid.Zone().Deactivate()).ShouldBeTrue();
        grid.Log.Lines.ShouldBeEmpty();
        return string.Join('\n', shape.Numbers(), rest.Numbers(), string.Join(',', plan.Plan!.BlockArray), plan.Plan.Cost, plan.ReadyByMs);
    }
}
