using OrleansFlex.Contracts.Assets;
using OrleansFlex.Grains.Tests.Hosting;

namespace OrleansFlex.Grains.Tests.Flexibility;

/// <summary>A kilowatt that flows through a charger into a vehicle counts once.</summary>
public sealed class ChargerTests
{
    [Fact]
    public async Task A_charger_counts_while_no_vehicle_of_the_household_is_plugged_into_it()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, car, _) = await grid.AddHomeAsync();
        await grid.ActivateAsync();
        var alone = await grid.ShapeAsync();
        var charger = await grid.AddDeviceAsync(AssetType.Charger, site);
        await ChargeAsync(grid, charger);

        (await grid.ShapeAsync()).Total.AssetCount.ShouldBe(2);
        ShouldBeAs(await grid.ShapeAsync(), alone);

        await grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs, IsPluggedIn = false, LocationId = Guid.Empty });
        (await grid.ShapeAsync()).Total.Minimum[0].ShouldBe(7_400);

        await grid.PlugInAsync(car, site);
        // Its comings and goings have taught something of later, but nothing of now.
        (await grid.ShapeAsync()).Total.Minimum[0].ShouldBe(alone.Total.Minimum[0]);
    }

    [Fact]
    public async Task A_vehicle_that_names_another_charger_leaves_this_one_counting()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, car, _) = await grid.AddHomeAsync();
        var (first, second) = (await grid.AddDeviceAsync(AssetType.Charger, site), await grid.AddDeviceAsync(AssetType.Charger, site));
        await ChargeAsync(grid, first);
        await ChargeAsync(grid, second, 3.6);
        await grid.ActivateAsync();
        (await grid.ShapeAsync()).Total.Minimum[0].ShouldBe(0);

        await grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs, PluggedInChargerId = first.ToString() });
        (await grid.ShapeAsync()).Total.Minimum[0].ShouldBe(3_600);

        await grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs, PluggedInChargerId = second.ToString() });
        (await grid.ShapeAsync()).Total.Minimum[0].ShouldBe(7_400);

        await grid.RestartAsync();
        (await grid.ShapeAsync()).Total.Minimum[0].ShouldBe(7_400);
    }

    [Fact]
    public async Task A_vehicle_without_a_policy_hides_its_charger_too_until_it_is_unlinked()
    {
        await using var grid = await TestGrid.StartAsync();
        var site = await grid.AddSiteAsync();
        var car = await grid.AddCarAsync(site);
        await grid.PlugInAsync(car, site);
        var charger = await grid.AddDeviceAsync(AssetType.Charger, site);
        await grid.ActivateAsync();
        await ChargeAsync(grid, charger);
        (await grid.ShapeAsync()).Total.Expected[0].ShouldBe(0);

        (await grid.Asset(car).Unlink()).ShouldBeTrue();
        (await grid.ShapeAsync()).Total.Expected[0].ShouldBe(7_400);
    }

    private static void ShouldBeAs(Shape shape, Shape other)
    {
        shape.Total.Expected.ShouldBe(other.Total.Expected);
        shape.Total.Minimum.ShouldBe(other.Total.Minimum);
        shape.Total.Maximum.ShouldBe(other.Total.Maximum);
    }

    private static Task ChargeAsync(TestGrid grid, Guid charger, double kw = 7.4) =>
        grid.ObserveAsync(charger, new Observation { AtMs = grid.NowMs, IsPluggedIn = true, IsCharging = true, ChargeRateKw = kw });
}
