using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Contracts.Sites;
using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Grains.Tests.Hosting;

namespace OrleansFlex.Grains.Tests.Flexibility;

public sealed class ShapeTests
{
    private const long QuarterMs = 900_000;

    [Fact]
    public async Task The_shape_of_one_car_is_its_plan()
    {
        await using var grid = await TestGrid.StartAsync();
        var (_, _, policy) = await grid.AddHomeAsync(level: 40);
        await grid.ActivateAsync();
        await grid.PushAsync("A", 5, 5, 3, 1, 2, 4, 5, 5, 5, 5, 5, 5, 5, 5);

        var shape = await grid.ShapeAsync();
        var plan = (await grid.Policy(policy).GetPlan())!.Plan!;

        // Later chunks also hold the forecast of the car's next return.
        for (var i = 0; i < 13 * 4 - 2; i++)
        {
            var start = grid.NowMs + (i * QuarterMs);
            var kwh = plan.BlockArray
                .Select(block => (double)block.EnergyKwh * Math.Max(0, Math.Min(block.EndMs, start + QuarterMs) - Math.Max(block.StartMs, start)) / (block.EndMs - block.StartMs))
                .Sum();
            ((double)shape.Total.Expected[i]).ShouldBe(kwh * 4000, 2, $"chunk {i}");
            shape.Total.Maximum[i].ShouldBe(11_000);
        }

        plan.EnergyKwh.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Segments_and_what_belongs_to_none_add_up_to_the_total()
    {
        await using var grid = await TestGrid.StartAsync();
        await FillAsync(grid);
        await grid.ActivateAsync();

        (await grid.Segments().Create(new("Sun", HouseholdTypes.Vehicle | HouseholdTypes.Solar, default))).Refusal.ShouldBeNull();
        (await grid.Segments().Create(new("Store", HouseholdTypes.Vehicle | HouseholdTypes.Battery, HouseholdTypes.Solar))).Refusal.ShouldBeNull();
        (await grid.Segments().Create(new("Metered", HouseholdTypes.Meter, HouseholdTypes.Vehicle))).Refusal.ShouldBeNull();

        var shape = await grid.ShapeAsync();
        shape.ShouldAddUp();
        shape.Segments.Keys.ShouldBe(["Sun", "Store", "Metered"], ignoreOrder: true);
        shape.Segments["Sun"].AssetCount.ShouldBe(2);
        shape.Segments["Store"].AssetCount.ShouldBe(2);
        shape.Total.AssetCount.ShouldBe(6);
        shape.Total.Expected.Sum().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_new_segment_asks_no_member_and_changes_no_total()
    {
        await using var grid = await TestGrid.StartAsync();
        var policy = await FillAsync(grid);
        await grid.ActivateAsync();
        var before = await grid.ShapeAsync();
        var revision = (await grid.Policy(policy).GetPlan())!.Revision;

        var segment = (await grid.Segments().Create(new("Sun", HouseholdTypes.Solar, default))).Value!;

        var after = await grid.ShapeAsync();
        after.Total.Numbers().ShouldBe(before.Total.Numbers());
        after.Revision.ShouldNotBe(before.Revision);
        (await grid.Policy(policy).GetPlan())!.Revision.ShouldBe(revision);
        (await grid.Segments().Delete(segment.Id)).Refusal.ShouldBeNull();
        (await grid.ShapeAsync()).Numbers().ShouldBe(before.Numbers());
    }

    [Fact]
    public async Task A_segment_without_households_is_left_out_and_answers_zeros_when_asked_for()
    {
        await using var grid = await TestGrid.StartAsync();
        await grid.AddHomeAsync();
        await grid.ActivateAsync();
        var segment = (await grid.Segments().Create(new("Heat", HouseholdTypes.Hvac, default))).Value!;

        (await grid.ShapeAsync()).Segments.ShouldBeEmpty();
        var reply = await grid.Zone().GetSegmentShape(segment.Id, null, null);
        reply.State.ShouldBe(ShapeReplyState.Found);
        using var body = System.Text.Json.JsonDocument.Parse(reply.Json!);
        Series.Of(body.RootElement).Expected.ShouldAllBe(watts => watts == 0);
        (await grid.Zone().GetSegmentShape(grid.NextId(), null, null)).State.ShouldBe(ShapeReplyState.NotFound);
    }

    [Fact]
    public async Task Areas_add_up_to_the_zone_and_an_unknown_one_is_empty()
    {
        await using var grid = await TestGrid.StartAsync();
        await FillAsync(grid);
        await grid.ActivateAsync();

        var (all, a, b) = (await grid.ShapeAsync(), await grid.ShapeAsync(["A"]), await grid.ShapeAsync(["B"]));

        all.Total.Expected.ShouldBe(a.Total.Expected.Zip(b.Total.Expected, (x, y) => x + y));
        all.Total.Maximum.ShouldBe(a.Total.Maximum.Zip(b.Total.Maximum, (x, y) => x + y));
        all.Total.AssetCount.ShouldBe(a.Total.AssetCount + b.Total.AssetCount);
        (await grid.ShapeAsync(["B", "A"])).Total.Numbers().ShouldBe(all.Total.Numbers());
        (await grid.ShapeAsync(["nowhere"])).Total.AssetCount.ShouldBe(0);
    }

    [Fact]
    public async Task The_revision_changes_if_and_only_if_something_in_the_shape_does()
    {
        await using var grid = await TestGrid.StartAsync();
        // A vendor without a gateway, so that no command that is not obeyed moves the plan.
        var (site, car, policy) = await grid.AddHomeAsync(level: 40, vendor: "TESLA");
        await grid.ActivateAsync();
        var first = await grid.ShapeAsync();

        await grid.PlugInAsync(car, site, level: 40);
        await grid.Policy(policy).Update(new UpdatePolicy { BatteryReserve = 0 });
        await grid.AdvanceAsync(TimeSpan.FromMinutes(14));
        (await grid.ShapeAsync()).ETag.ShouldBe(first.ETag);
        (await grid.Zone().GetShape(null, first.ETag)).State.ShouldBe(ShapeReplyState.NotModified);

        await grid.PlugInAsync(car, site, level: 50);
        var second = await grid.ShapeAsync();
        second.ETag.ShouldNotBe(first.ETag);
        second.Numbers().ShouldNotBe(first.Numbers());
        (await grid.Zone().GetShape(null, first.ETag)).State.ShouldBe(ShapeReplyState.Found);
    }

    [Fact]
    public async Task The_window_begins_with_the_chunk_that_contains_now()
    {
        await using var grid = await TestGrid.StartAsync();
        await grid.AddHomeAsync(level: 40);
        await grid.ActivateAsync();
        var before = await grid.ShapeAsync();
        before.StartAt.ShouldBe(TestGrid.Evening);

        await grid.AdvanceAsync(TimeSpan.FromMinutes(40));

        var after = await grid.ShapeAsync();
        after.StartAt.ShouldBe(TestGrid.Evening.AddMinutes(30));
        after.Total.Expected.Length.ShouldBe(96);
        after.Total.AssetCount.ShouldBe(1);
        after.ETag.ShouldNotBe(before.ETag);
    }

    [Fact]
    public async Task A_household_counts_where_it_has_moved_to()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, _, _) = await grid.AddHomeAsync("u1", area: "A");
        await grid.AddHomeAsync("u2", area: "B");
        await grid.AddHomeAsync("u3", zone: "Y", area: "C", level: 79);
        await grid.ActivateAsync();
        await grid.ActivateAsync("Y");
        var one = await grid.ShapeAsync(["A"]);

        await grid.Site(site).Update(new UpdateLocation { Area = "B" });
        (await grid.ShapeAsync(["A"])).Total.AssetCount.ShouldBe(0);
        (await grid.ShapeAsync(["B"])).Total.Expected.ShouldBe(one.Total.Expected.Select(watts => 2 * watts));

        await grid.Site(site).Update(new UpdateLocation { Zone = "Y", Area = "C" });
        (await grid.ShapeAsync()).Total.Expected.ShouldBe(one.Total.Expected);
        (await grid.ShapeAsync(zone: "Y")).Total.AssetCount.ShouldBe(2);

        await grid.Site(site).Update(new UpdateLocation { Zone = "Z", Area = "A" });
        (await grid.ShapeAsync(["A"])).Total.Numbers().ShouldBe(one.Total.Numbers());
        (await grid.ShapeAsync(zone: "Y")).Total.AssetCount.ShouldBe(1);
    }

    [Fact]
    public async Task A_household_that_moves_into_an_area_plans_on_the_prices_pushed_there_before()
    {
        await using var grid = await TestGrid.StartAsync();
        var mover = await grid.AddHomeAsync("u1", area: "A");
        var leaver = await grid.AddHomeAsync("u2", area: "B");
        await grid.ActivateAsync();
        await grid.PushAsync("B", 1, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5);
        await grid.Site(leaver.Site).Update(new UpdateLocation { Area = "A" });
        await grid.QuietAsync();
        await grid.PushAsync("B", 5, 5, 5, 5, 5, 5, 5, 5, 1, 1, 1, 5, 5, 5);

        await grid.Site(mover.Site).Update(new UpdateLocation { Area = "B" });

        var shape = await grid.ShapeAsync(["B"]);
        shape.Total.Expected[..32].ShouldAllBe(watts => watts == 0);
        shape.Total.Expected[32].ShouldBe(11_000);
    }

    [Fact]
    public async Task A_car_that_nobody_steers_has_no_room()
    {
        await using var grid = await TestGrid.StartAsync();
        var site = await grid.AddSiteAsync();
        var car = await grid.AddCarAsync(site);
        await grid.ActivateAsync();
        await grid.ObserveAsync(car, new Observation
        {
            AtMs = grid.NowMs,
            IsPluggedIn = true,
            IsCharging = true,
            ChargeRateKw = 7.5,
            BatteryLevel = 40,
            ChargeLimit = 80,
            LocationId = site,
        });

        var shape = await grid.ShapeAsync();
        shape.Total.Expected[0].ShouldBe(7_500);
        shape.Total.Minimum.ShouldBe(shape.Total.Expected);
        shape.Total.Maximum.ShouldBe(shape.Total.Expected);
        // Under a policy it counts by its plan, and once.
        var policy = await grid.AddPolicyAsync(car, site);
        (await grid.ShapeAsync()).Total.Maximum.Max().ShouldBe(11_000);
        await grid.Policy(policy).Delete();
        (await grid.ShapeAsync()).Total.Expected.ShouldBe(shape.Total.Expected);
    }

    private static async Task<Guid> FillAsync(TestGrid grid)
    {
        var (_, _, policy) = await grid.AddHomeAsync("u1", area: "A", level: 30);
        var sunny = await grid.AddHomeAsync("u2", area: "A", level: 50);
        await grid.AddDeviceAsync(AssetType.Inverter, sunny.Site, "u2");
        var storing = await grid.AddHomeAsync("u3", area: "B", level: 20);
        var battery = await grid.AddDeviceAsync(AssetType.Battery, storing.Site, "u3");
        await grid.ObserveAsync(battery, new Observation { AtMs = grid.NowMs, BatteryLevel = 60, ChargeRateKw = 1.2 });
        await grid.AddDeviceAsync(AssetType.Meter, (await grid.AddSiteAsync("u4", area: "B")), "u4");
        return policy;
    }
}
