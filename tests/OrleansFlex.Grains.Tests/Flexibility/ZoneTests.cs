using System.Collections.Immutable;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Grains.Tests.Hosting;

namespace OrleansFlex.Grains.Tests.Flexibility;

public sealed class ZoneTests
{
    [Fact]
    public async Task Activation_needs_a_location_an_area_for_each_and_a_currency()
    {
        await using var grid = await TestGrid.StartAsync();
        (await grid.Zone().Activate("EUR")).Refusal!.Code.ShouldBe("zone.no_locations");
        var site = await grid.AddSiteAsync(area: null);

        var refused = (await grid.Zone().Activate("EUR")).Refusal!;

        refused.Code.ShouldBe("zone.locations_without_area");
        refused.Message.ShouldContain(site.ToString());
        (await grid.Zone().Get()).ShouldBeNull();
        await grid.Site(site).Update(new() { Area = "A" });
        (await grid.Zone().Activate("eur")).Refusal!.Code.ShouldBe("currency.invalid");
        (await grid.Zone().Activate("EUR")).Value!.Currency.ShouldBe("EUR");
        (await grid.Zone().Activate("EUR")).Refusal!.Code.ShouldBe("zone.already_active");
    }

    [Fact]
    public async Task Areas_are_counted_from_locations()
    {
        await using var grid = await TestGrid.StartAsync();
        await grid.AddSiteAsync(area: "A");
        await grid.AddSiteAsync(area: "A");
        await grid.AddSiteAsync(area: "B");
        await grid.AddSiteAsync(zone: "Y", area: "C");
        await grid.ActivateAsync();
        await grid.PushAsync("B", 1);

        (await grid.Zone().GetAreas())!.Value.ShouldBe([new ZoneArea("A", 2, false), new ZoneArea("B", 1, true)]);
    }

    [Fact]
    public async Task A_zone_that_is_not_active_has_no_shape_and_takes_no_prices()
    {
        await using var grid = await TestGrid.StartAsync();
        await grid.AddHomeAsync();

        (await grid.Zone().GetShape(null, null)).State.ShouldBe(ShapeReplyState.NotFound);
        (await grid.Zone().GetStatus()).State.ShouldBe(ShapeReplyState.NotFound);
        (await grid.Zone().GetAreas()).ShouldBeNull();
        (await grid.Zone().Deactivate()).ShouldBeFalse();
        (await PushAsync(grid, "EUR", 0)).ShouldBe("price_signal.zone_not_active");
    }

    [Fact]
    public async Task A_refused_push_changes_nothing_in_any_area()
    {
        await using var grid = await TestGrid.StartAsync();
        await grid.AddHomeAsync();
        await grid.ActivateAsync();
        await grid.PushAsync("A", 1, 2);
        var before = await grid.AreaPrice("A").GetSignal();

        (await PushAsync(grid, "USD", 0)).ShouldBe("currency.mismatch");
        (await PushAsync(grid, "EUR", 7_200_000)).ShouldBe("price_signal.invalid");

        (await grid.AreaPrice("A").GetSignal()).ShouldBe(before);
        (await grid.AreaPrice("B").GetSignal()).ShouldBeNull();
        (await PushAsync(grid, "EUR", 0)).ShouldBeNull();
        (await grid.AreaPrice("B").GetSignal()).ShouldNotBeNull();
    }

    [Fact]
    public async Task The_plan_follows_a_push_before_anything_else_happens()
    {
        await using var grid = await TestGrid.StartAsync();
        var (_, _, policy) = await grid.AddHomeAsync();
        await grid.ActivateAsync();
        for (var cheap = 1; cheap < 8; cheap++)
        {
            var values = Enumerable.Range(0, 12)
                .Select(hour => new PriceSignalValue(grid.NowMs + (hour * 3_600_000L), hour >= cheap && hour < cheap + 3 ? 0.1m : 0.5m))
                .ToImmutableArray();

            (await grid.Zone().PushPrices(["A"], "EUR", values, grid.NowMs + (14 * 3_600_000L))).Refusal.ShouldBeNull();

            var plan = (await grid.Policy(policy).GetPlan())!.Plan!;
            plan.BlockArray.ShouldAllBe(block => block.Price == 0.1m && block.StartMs >= grid.NowMs + (cheap * 3_600_000L));
            plan.Cost.ShouldBe(0.1m * plan.EnergyKwh);
        }
    }

    [Fact]
    public async Task Deactivation_drops_prices_and_shape_and_reactivation_starts_clean()
    {
        await using var grid = await TestGrid.StartAsync();
        var (_, _, policy) = await grid.AddHomeAsync();
        await grid.ActivateAsync();
        var flat = (await grid.ShapeAsync()).Numbers();
        await grid.PushAsync("A", 5, 5, 5, 1, 1, 1, 5, 5, 5, 5, 5, 5, 5, 5);
        (await grid.ShapeAsync()).Numbers().ShouldNotBe(flat);

        (await grid.Zone().Deactivate()).ShouldBeTrue();

        (await grid.Zone().GetShape(null, null)).State.ShouldBe(ShapeReplyState.NotFound);
        (await grid.AreaPrice("A").GetSignal()).ShouldBeNull();
        await grid.ActivateAsync();
        (await grid.Policy(policy).GetPlan())!.Plan!.BlockArray.ShouldAllBe(block => block.Price == 0);
        (await grid.Zone().GetAreas())!.Value.ShouldBe([new ZoneArea("A", 1, false)]);
        (await grid.ShapeAsync()).Numbers().ShouldBe(flat);
    }

    private static async Task<string?> PushAsync(TestGrid grid, string currency, long lateMs)
    {
        ImmutableArray<PriceSignalValue> values = [new(grid.NowMs + lateMs, 3), new(grid.NowMs + 3_600_000, 4)];
        return (await grid.Zone().PushPrices(["B", "A"], currency, values, grid.NowMs + 7_200_000)).Refusal?.Code;
    }

    [Fact]
    public async Task A_long_history_of_pushes_reads_the_same_after_a_restart_and_a_push_into_the_past()
    {
        await using var grid = await TestGrid.StartAsync();
        await grid.AddSiteAsync();
        await grid.ActivateAsync();
        const long MinuteMs = 60_000;
        var first = grid.NowMs - (3_000 * MinuteMs);
        var values = Enumerable.Range(0, 3_000).Select(i => new PriceSignalValue(first + (i * MinuteMs), 0.1m + (i % 7 * 0.01m))).ToImmutableArray();
        (await grid.Zone().PushPrices(["A"], "EUR", values, grid.NowMs)).Refusal.ShouldBeNull();
        var pushed = (await grid.AreaPrice("A").GetSignal())!.Timeline.Points.ToArray();
        pushed.Length.ShouldBe(3_001);

        await grid.RestartAsync();
        (await grid.AreaPrice("A").GetSignal())!.Timeline.Points.ShouldBe(pushed);

        var past = first + (1_234 * MinuteMs);
        (await grid.Zone().PushPrices(["A"], "EUR", [new(past, 9)], past + MinuteMs)).Refusal.ShouldBeNull();
        await grid.RestartAsync();
        var read = (await grid.AreaPrice("A").GetSignal())!.Timeline;
        read.Points.Count(point => point.Price == 9).ShouldBe(1);
        read.At(past).ShouldBe(9);
        read.At(past - 1).ShouldBe(pushed[1_233].Price);
        read.At(past + MinuteMs).ShouldBe(pushed[1_235].Price);
        read.PointCount.ShouldBe(3_001);
    }
}
