using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Commands;
using OrleansFlex.Domain.Schedules;
using OrleansFlex.Grains.Tests.Hosting;

namespace OrleansFlex.Grains.Tests.Solar;

/// <summary>Plans count on the sun, and are made anew when what they count on changes.</summary>
public sealed class SolarPlanTests
{
    /// <summary>A summer morning, with all day until the deadline.</summary>
    private static readonly DateTimeOffset Morning = new(2026, 6, 22, 5, 0, 0, TimeSpan.Zero);
    private static readonly WeeklySchedule Tonight = WeeklySchedule.EveryDay(new DaySchedule(20 * 60, 60));

    [Fact]
    public async Task A_car_charges_from_the_sun_instead_of_the_grid()
    {
        await using var grid = await TestGrid.StartAsync(Morning);
        var (site, _, policy) = await grid.AddHomeAsync(level: 40, week: Tonight);
        await grid.ActivateAsync();
        await grid.PushAsync("A", [.. Enumerable.Repeat(0.30m, 24)]);
        var without = (await grid.Policy(policy).GetPlan())!.Plan!;
        without.Blocks[0].StartMs.ShouldBe(grid.NowMs, "one hour is like another");
        await grid.AddArrayAsync(site, capacity: 12);
        var with = (await grid.Policy(policy).GetPlan())!.Plan!;
        with.Blocks.ToArray().ShouldContain(block => block.Reason == BlockReason.Solar);
        with.Cost.ShouldBeLessThan(without.Cost / 4);
        with.EnergyKwh.ShouldBeGreaterThanOrEqualTo(without.EnergyKwh - 0.01m);
        with.LevelAtReadyBy.ShouldBeGreaterThanOrEqualTo(60 - 0.01);
    }

    [Fact]
    public async Task A_car_is_told_the_power_that_the_sun_gives_as_it_changes()
    {
        await using var grid = await TestGrid.StartAsync(Morning);
        var (site, car, policy) = await grid.AddHomeAsync(level: 40, week: Tonight);
        await grid.AddArrayAsync(site, capacity: 8);
        await grid.ActivateAsync();
        await grid.PushAsync("A", [.. Enumerable.Repeat(0.30m, 24)]);
        var (level, rate, powers) = (40.0, 0.0, new List<double?>());
        for (var quarter = 0; quarter < 60; quarter++)
        {
            await grid.AdvanceAsync(TimeSpan.FromMinutes(15));
            level += rate / 4 * 0.9 / 60 * 100;
            if (grid.Commands.Sent.Count == 0)
                continue;
            var last = grid.Commands.Last;
            rate = last.Kind == CommandKind.Start ? last.Argument?.PowerKw ?? 11 : 0;
            if (rate > 0)
                powers.Add(last.Argument?.PowerKw);
            await grid.ObserveAsync(car, new Observation
            {
                AtMs = grid.NowMs,
                IsReachable = true,
                IsPluggedIn = true,
                IsCharging = rate > 0,
                ChargeRateKw = rate,
                BatteryLevel = level,
                LocationId = site,
            });
            await grid.QuietAsync();
        }

        level.ShouldBeGreaterThan(59);
        powers.Count.ShouldBeGreaterThan(8);
        powers.ShouldAllBe(power => power < 8);
        powers.Distinct().Count().ShouldBeGreaterThan(3, "the sun rises");
        // Told anew where the sun gives another power, not at every look.
        grid.Commands.Sent.Count.ShouldBeLessThan(powers.Count + 6);
        grid.Commands.Sent.Select(command => command.Id).Distinct().Count().ShouldBe(grid.Commands.Sent.Count);
        (await grid.Policy(policy).GetSession())!.Error.ShouldBeNull();
    }

    [Fact]
    public async Task A_new_configuration_and_its_end_are_in_the_shape()
    {
        await using var grid = await TestGrid.StartAsync(Morning);
        var (site, _, _) = await grid.AddHomeAsync(level: 40, week: Tonight);
        await grid.AddHomeAsync("u2", week: Tonight);
        await grid.ActivateAsync();
        await grid.PushAsync("A", [.. Enumerable.Repeat(0.30m, 24)]);
        var before = await grid.ShapeAsync();
        var array = await grid.AddArrayAsync(site, capacity: 12);
        var sunny = await grid.ShapeAsync();
        sunny.ShouldAddUp();
        sunny.Total.Expected.ShouldNotBe(before.Total.Expected);
        sunny.Total.Expected[0].ShouldBeLessThan(before.Total.Expected[0], "one of the two waits for the sun");
        await grid.SolarConfiguration(array).Delete();
        (await grid.ShapeAsync()).Total.Expected.ShouldBe(before.Total.Expected);
    }

    [Fact]
    public async Task New_weather_makes_those_with_panels_in_its_area_plan_anew_and_nobody_else()
    {
        await using var grid = await TestGrid.StartAsync(Morning);
        var sunny = await grid.AddHomeAsync(level: 40, week: Tonight);
        var plain = await grid.AddHomeAsync("u2", level: 40, week: Tonight);
        var elsewhere = await grid.AddHomeAsync("u3", area: "B", level: 40, week: Tonight);
        await grid.AddArrayAsync(sunny.Site, capacity: 12);
        await grid.AddArrayAsync(elsewhere.Site, capacity: 12, user: "u3");
        await grid.ActivateAsync();
        await grid.PushAsync("A", [.. Enumerable.Repeat(0.30m, 24)]);
        var before = await grid.ShapeAsync();
        var revisions = await Revisions();

        await grid.PushCloudsAsync(100);

        (await grid.ShapeAsync()).Numbers().ShouldNotBe(before.Numbers());
        var after = await Revisions();
        after[0].ShouldBeGreaterThan(revisions[0]);
        (after[1], after[2]).ShouldBe((revisions[1], revisions[2]));

        async Task<long[]> Revisions() => await Task.WhenAll(
            new[] { sunny, plain, elsewhere }.Select(async home => (await grid.Policy(home.Policy).GetPlan())!.Revision));
    }

    [Fact]
    public async Task The_plan_after_a_push_knows_the_weather_also_where_the_zone_is_not_active()
    {
        await using var grid = await TestGrid.StartAsync(Morning);
        var (site, _, policy) = await grid.AddHomeAsync(level: 40, week: Tonight);
        await grid.AddArrayAsync(site, capacity: 6);
        await grid.PushCloudsAsync(100);
        await grid.ActivateAsync();
        await grid.PushAsync("A", [.. Enumerable.Repeat(0.30m, 24)]);
        var cloudy = (await grid.Policy(policy).GetPlan())!.Plan!;
        await grid.PushCloudsAsync(0);
        (await grid.Policy(policy).GetPlan())!.Plan!.Cost.ShouldBeLessThan(cloudy.Cost);
        (await grid.Policy(policy).GetStatus())!.Plan!.Cost.ShouldBeLessThan(cloudy.Cost);
    }

    [Fact]
    public async Task A_refresh_of_weather_does_not_take_the_place_of_one_of_prices()
    {
        await using var grid = await TestGrid.StartAsync(Morning);
        var sunny = await grid.AddHomeAsync(level: 40, week: Tonight);
        await grid.AddHomeAsync("u2", level: 40, week: Tonight);
        await grid.AddArrayAsync(sunny.Site);
        await grid.ActivateAsync();
        var prices = grid.PushAsync("A", [.. Enumerable.Range(0, 24).Select(hour => hour == 3 ? 0.05m : 0.30m)]);
        var weather = grid.PushCloudsAsync(100);
        await Task.WhenAll(prices, weather);
        var shape = (await grid.ShapeAsync()).Numbers();
        for (var number = 0; number < ZonePartitions.Count; number++)
            await grid.Grain<IZonePartitionGrain>(ZonePartitions.Key(TestGrid.Tenant, "Z", number)).Refresh(new RefreshRequest(null, RefreshRequest.Latest));
        (await grid.ShapeAsync()).Numbers().ShouldBe(shape);
    }
}
