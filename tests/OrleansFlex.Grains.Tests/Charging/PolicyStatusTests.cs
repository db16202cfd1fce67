using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Domain.Schedules;
using OrleansFlex.Grains.Tests.Hosting;

namespace OrleansFlex.Grains.Tests.Charging;

public sealed class PolicyStatusTests
{
    [Fact]
    public async Task A_policy_is_unavailable_while_its_zone_is_not_active()
    {
        await using var grid = await TestGrid.StartAsync();
        var (_, _, policy) = await grid.AddHomeAsync();

        (await grid.StateAsync(policy)).ShouldBe(PolicyStates.Unavailable);
        (await grid.Policy(policy).GetPlan())!.Reason.ShouldNotBeNull();
        await grid.ActivateAsync();
        (await grid.StateAsync(policy)).ShouldBe(PolicyStates.Regular);
        (await grid.Zone().Deactivate()).ShouldBeTrue();
        (await grid.StateAsync(policy)).ShouldBe(PolicyStates.Unavailable);
    }

    [Fact]
    public async Task A_location_without_a_zone_works_by_itself()
    {
        await using var grid = await TestGrid.StartAsync();
        var (_, _, policy) = await grid.AddHomeAsync(zone: null, area: null);

        (await grid.StateAsync(policy)).ShouldBe(PolicyStates.Regular);
        (await grid.Policy(policy).GetPlan())!.Plan!.Blocks.Length.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Unplugging_and_leaving_make_it_unavailable_and_returning_regular()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, car, policy) = await grid.AddHomeAsync(zone: null, area: null);

        await grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs, IsPluggedIn = false });
        (await grid.StateAsync(policy)).ShouldBe(PolicyStates.Unavailable);
        await grid.PlugInAsync(car, site);
        (await grid.StateAsync(policy)).ShouldBe(PolicyStates.Regular);
        await grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs, LocationId = await grid.AddSiteAsync() });
        (await grid.StateAsync(policy)).ShouldBe(PolicyStates.Unavailable);
    }

    [Fact]
    public async Task A_level_below_the_reserve_comes_before_everything_but_absence()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, car, policy) = await grid.AddHomeAsync(zone: null, area: null, level: 10, reserve: 20, week: At(19));

        (await grid.StateAsync(policy)).ShouldBe(PolicyStates.BatteryReserve);
        await grid.PlugInAsync(car, site, level: 20);
        (await grid.StateAsync(policy)).ShouldBe(PolicyStates.Inflexible);
    }

    [Fact]
    public async Task A_need_that_takes_all_the_time_is_inflexible_until_the_wish_changes()
    {
        await using var grid = await TestGrid.StartAsync();
        var (_, _, policy) = await grid.AddHomeAsync(zone: null, area: null, level: 40, week: At(20));
        (await grid.StateAsync(policy)).ShouldBe(PolicyStates.Inflexible);
        (await grid.Policy(policy).GetPlan())!.Plan!.Blocks.Length.ShouldBeGreaterThan(0);

        await grid.Policy(policy).Update(new UpdatePolicy { Schedule = new(Monday: new(MinimumChargeTarget: 50)) });

        (await grid.StateAsync(policy)).ShouldBe(PolicyStates.Regular);
    }

    [Fact]
    public async Task A_met_target_is_regular()
    {
        await using var grid = await TestGrid.StartAsync();
        var (_, _, policy) = await grid.AddHomeAsync(zone: null, area: null, level: 90, week: At(19));

        (await grid.StateAsync(policy)).ShouldBe(PolicyStates.Regular);
        (await grid.Policy(policy).GetPlan())!.Plan!.EnergyKwh.ShouldBe(0);
    }

    [Fact]
    public async Task Lost_reach_counts_after_an_hour_and_silence_never()
    {
        await using var grid = await TestGrid.StartAsync();
        var (_, car, policy) = await grid.AddHomeAsync(zone: null, area: null);
        await grid.AdvanceAsync(TimeSpan.FromHours(2));
        (await grid.StateAsync(policy)).ShouldBe(PolicyStates.Regular);

        await grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs, IsReachable = false });
        await grid.AdvanceAsync(TimeSpan.FromMinutes(59));
        await grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs, IsReachable = false });
        (await grid.StateAsync(policy)).ShouldBe(PolicyStates.Regular);
        await grid.AdvanceAsync(TimeSpan.FromMinutes(1));
        (await grid.StateAsync(policy)).ShouldBe(PolicyStates.Unavailable);

        await grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs, IsReachable = true });
        (await grid.StateAsync(policy)).ShouldBe(PolicyStates.Regular);
    }

    [Fact]
    public async Task A_car_that_fell_silent_while_it_charged_has_charged_as_far_as_it_told()
    {
        await using var grid = await TestGrid.StartAsync();
        var (_, car, policy) = await grid.AddHomeAsync(zone: null, area: null, level: 60, week: At(19));
        var start = grid.NowMs;
        await grid.ObserveAsync(car, new Observation { AtMs = start, IsCharging = true, ChargeRateKw = 11 });
        await grid.AdvanceAsync(TimeSpan.FromMinutes(20));
        var running = (await grid.Policy(policy).GetSession())!.Blocks[0];
        (running.StartMs, running.EndMs > grid.NowMs).ShouldBe((start, true), "what runs ends where it is planned to");
        await grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs, IsCharging = true, ChargeRateKw = 11 });
        var last = grid.NowMs;

        foreach (var hours in new[] { 48, 3 })
        {
            await grid.AdvanceAsync(TimeSpan.FromHours(hours));
            var session = (await grid.Policy(policy).GetSession())!;
            var status = (await grid.Policy(policy).GetStatus())!;

            session.Blocks.Where(block => block.StartMs < grid.NowMs).Select(block => (block.StartMs, block.EndMs)).ShouldBe([(start, last)]);
            status.Past.Select(block => (block.StartMs, block.EndMs)).ShouldBe([(start, last)]);
        }
    }

    [Theory]
    [InlineData("2026-03-28T22:00:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z")]
    [InlineData("2026-10-24T22:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")]
    public async Task The_deadline_is_local_time_also_in_the_nights_when_clocks_change(string start, string first, string second)
    {
        await using var grid = await TestGrid.StartAsync(DateTimeOffset.Parse(start));
        var week = At(2, 30) with { Sunday = new DaySchedule(150, 70), Monday = new DaySchedule(150, 90) };
        var (_, _, policy) = await grid.AddHomeAsync(zone: null, area: null, week: week, timezone: "Europe/Brussels");

        var before = (await grid.Policy(policy).GetStatus())!;
        (Utc(before.ReadyByMs), before.MinimumChargeTarget).ShouldBe((DateTimeOffset.Parse(first), 70));

        await grid.AdvanceAsync(DateTimeOffset.Parse(first) - grid.Clock.GetUtcNow());
        var after = (await grid.Policy(policy).GetStatus())!;
        (Utc(after.ReadyByMs), after.MinimumChargeTarget).ShouldBe((DateTimeOffset.Parse(second), 90));
    }

    private static WeeklySchedule At(int hour, int minute = 0) => WeeklySchedule.EveryDay(new DaySchedule((hour * 60) + minute, 80));

    private static DateTimeOffset Utc(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);
}
