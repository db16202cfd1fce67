using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Grains.Tests.Hosting;

namespace OrleansFlex.Grains.Tests.Durability;

public sealed class RestartTests
{
    [Fact]
    public async Task After_a_restart_the_shape_is_the_same()
    {
        await using var grid = await TestGrid.StartAsync();
        await FillAsync(grid);
        await grid.AdvanceAsync(TimeSpan.FromMinutes(30));
        var before = await grid.ShapeAsync();

        await grid.RestartAsync();

        var after = await grid.ShapeAsync();
        after.Numbers().ShouldBe(before.Numbers());
        after.StartAt.ShouldBe(before.StartAt);
        grid.Log.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_learned_of_a_heat_pump_outlives_its_grain()
    {
        await using var grid = await TestGrid.StartAsync();
        var site = await grid.AddSiteAsync();
        var pump = await grid.AddDeviceAsync(AssetType.Hvac, site, ratings: new DeviceRatings { MaxPowerKw = 5 });
        await grid.ActivateAsync();
        for (var quarter = 0; quarter < 96; quarter++)
        {
            await grid.ObserveAsync(pump, new Observation { AtMs = grid.NowMs, ChargeRateKw = quarter % 8 / 2.0 });
            await grid.AdvanceAsync(TimeSpan.FromMinutes(15));
        }

        var before = await grid.ShapeAsync();
        before.Total.Expected.Distinct().Count().ShouldBeGreaterThan(4);

        await grid.RestartAsync();

        (await grid.ShapeAsync()).Numbers().ShouldBe(before.Numbers());
    }

    [Fact]
    public async Task When_every_idle_grain_has_ended_everything_answers_as_before()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, car, policy) = await FillAsync(grid);
        await grid.AdvanceAsync(TimeSpan.FromMinutes(30));
        var shape = await grid.ShapeAsync();
        var plan = (await grid.Policy(policy).GetPlan())!.Plan!;
        var before = (await grid.Site(site).Get(), await grid.Policy(policy).Get(), (await grid.Asset(car).Get())!.Reading, await grid.StateAsync(policy));

        await grid.CollectAsync();

        (await grid.Site(site).Get(), await grid.Policy(policy).Get(), (await grid.Asset(car).Get())!.Reading, await grid.StateAsync(policy)).ShouldBe(before);
        (await grid.Policy(policy).GetPlan())!.Plan!.BlockArray.ShouldBe(plan.BlockArray);
        (await grid.Segments().List()).Length.ShouldBe(1);
        (await grid.ShapeAsync()).Numbers().ShouldBe(shape.Numbers());
        await grid.AdvanceAsync(TimeSpan.FromMinutes(15));
        (await grid.ShapeAsync()).ShouldAddUp();
        grid.Log.Lines.ShouldBeEmpty();
    }

    private static async Task<(Guid Site, Guid Car, Guid Policy)> FillAsync(TestGrid grid)
    {
        var home = await grid.AddHomeAsync("u1", level: 30);
        var away = await grid.AddHomeAsync("u2", area: "B", level: 70);
        await grid.ObserveAsync(away.Car, new Observation { AtMs = grid.NowMs, IsPluggedIn = false, LocationId = grid.NextId() });
        await grid.AddDeviceAsync(AssetType.Inverter, away.Site, "u2");
        await grid.ActivateAsync();
        await grid.PushAsync("A", 4, 4, 4, 2, 1, 1, 3, 4, 4, 4, 4, 4, 4, 4);
        (await grid.Segments().Create(new("Sun", HouseholdTypes.Solar, default))).Refusal.ShouldBeNull();
        await grid.Policy(home.Policy).Update(new UpdatePolicy { BatteryReserve = 15 });
        return home;
    }
}
