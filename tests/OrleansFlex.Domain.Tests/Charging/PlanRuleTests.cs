using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Pricing;

namespace OrleansFlex.Domain.Tests.Charging;

public sealed class PlanRuleTests
{
    private const long Hour = 3_600_000;
    private const long T = PlanCases.Evening / Hour * Hour;

    private static readonly ChargingOptions s_exact = new() { MarginMinutes = 0, StartCost = 0, MinimumBlockMinutes = 0 };

    /// <summary>60 kWh at 6 kW: ten percent take an hour.</summary>
    private static ChargingRequest Car(params decimal[] hourlyPrices) => new()
    {
        NowMs = T,
        LevelPercent = 50,
        CapacityKwh = 60,
        Efficiency = 1,
        MaxPowerKw = 6,
        TargetPercent = 70,
        ReadyByMs = T + hourlyPrices.Length * Hour,
        Prices = PriceCurve.Create(hourlyPrices.Select((p, i) => new PriceStep(T + i * Hour, p)).ToArray()),
    };

    [Fact]
    public void The_cheapest_hours_are_charged()
    {
        var plan = ChargingPlanner.Plan(Car(0.4m, 0.1m, 0.3m, 0.2m, 0.5m), s_exact);
        Hours(plan).ShouldBe([(1.0, 2.0), (3.0, 4.0)]);
        plan.Cost.ShouldBe(1.8m);
        plan.CostImmediate.ShouldBe(3m);
        plan.EnergyKwh.ShouldBe(12m);
        plan.Starts.ShouldBe(2);
        plan.LevelAtReadyBy.ShouldBe(70, 1e-9);
        PlanWords.Of(plan.Blocks[0]).ShouldStartWith("This belongs to the cheapest way");
    }

    [Fact]
    public void Ties_go_to_the_earliest_time()
    {
        var plan = ChargingPlanner.Plan(Car(0.2m, 0.1m, 0.2m, 0.1m, 0.1m), s_exact);
        Hours(plan).ShouldBe([(1.0, 2.0), (3.0, 4.0)]);
        var flat = ChargingPlanner.Plan(Car(0.2m, 0.2m, 0.2m), new ChargingOptions { MarginMinutes = 0 });
        Hours(flat).ShouldBe([(0.0, 2.0)]);
        flat.Blocks[0].Reason.ShouldBe(BlockReason.Flat);
    }

    [Fact]
    public void A_start_cost_joins_blocks_when_the_saving_is_smaller()
    {
        var request = Car(0.4m, 0.1m, 0.101m, 0.1m, 0.5m);
        Hours(ChargingPlanner.Plan(request, new ChargingOptions { MarginMinutes = 0 })).ShouldBe([(1.0, 2.0), (2.0, 3.0)]);
        Hours(ChargingPlanner.Plan(request, s_exact)).ShouldBe([(1.0, 2.0), (3.0, 4.0)]);
    }

    [Fact]
    public void A_running_block_goes_on_where_a_new_start_would_cost_more()
    {
        var request = Car(0.101m, 0.2m, 0.1m, 0.1m) with { TargetPercent = 60 };
        var options = new ChargingOptions { MarginMinutes = 0 };
        Hours(ChargingPlanner.Plan(request, options)).ShouldBe([(2.0, 3.0)]);
        Hours(ChargingPlanner.Plan(request with { RunningSinceMs = T - Hour }, options)).ShouldBe([(0.0, 1.0)]);
    }

    [Fact]
    public void Below_zero_the_car_charges_beyond_its_target_up_to_its_limit()
    {
        var plan = ChargingPlanner.Plan(Car(0.4m, -0.1m, -0.2m, -0.1m, 0.5m) with { ChargeLimitPercent = 75, TargetPercent = 55 }, s_exact);
        Hours(plan).ShouldBe([(1.0, 2.0), (2.0, 3.0), (3.0, 3.5)]);
        plan.Blocks[0].Reason.ShouldBe(BlockReason.NegativePrice);
        plan.Cost.ShouldBe(-2.1m);
    }

    [Fact]
    public void The_reserve_comes_first_whatever_the_price_and_then_the_override()
    {
        var request = Car(0.4m, 0.3m, 0.2m, 0.1m, 0.1m) with { LevelPercent = 5, ReservePercent = 10, TargetPercent = 30, ImmediateTargetPercent = 20 };
        var plan = ChargingPlanner.Plan(request, s_exact);
        plan.Blocks[0].State.ShouldBe(BlockState.BatteryReserve);
        plan.Blocks[0].EndMs.ShouldBe(T + Hour / 2);
        plan.Blocks[1].State.ShouldBe(BlockState.ImmediateOverride);
        plan.Blocks[2].State.ShouldBe(BlockState.ImmediateOverride);
        plan.Blocks[2].EndMs.ShouldBe(T + Hour * 3 / 2);
        plan.Blocks[3].State.ShouldBe(BlockState.Regular);
        plan.Blocks[3].StartMs.ShouldBe(T + 3 * Hour);
        plan.ForcedUntilMs.ShouldBe(T + Hour * 3 / 2);
    }

    [Fact]
    public void Without_enough_time_it_charges_throughout_and_says_so()
    {
        var plan = ChargingPlanner.Plan(Car(0.4m, 0.1m) with { TargetPercent = 90 }, new ChargingOptions());
        plan.Inflexible.ShouldBeTrue();
        plan.ReachesTarget.ShouldBeFalse();
        plan.Shortfall.ShouldBe(PlanShortfall.NotEnoughTime);
        Hours(plan).ShouldBe([(0.0, 1.0), (1.0, 2.0)]);
        plan.LevelAtReadyBy.ShouldBe(70, 1e-6);
        plan.Blocks[0].State.ShouldBe(BlockState.Inflexible);
        PlanWords.Of(plan.Shortfall).ShouldNotBeEmpty();
    }

    [Fact]
    public void A_need_of_all_the_time_but_the_margin_is_inflexible_and_met()
    {
        var plan = ChargingPlanner.Plan(Car(0.4m, 0.1m), new ChargingOptions());
        plan.Inflexible.ShouldBeTrue();
        plan.ReachesTarget.ShouldBeTrue();
    }

    [Fact]
    public void A_target_above_the_limit_means_the_limit()
    {
        var plan = ChargingPlanner.Plan(Car(0.4m, 0.1m, 0.2m) with { ChargeLimitPercent = 60 }, s_exact);
        Hours(plan).ShouldBe([(1.0, 2.0)]);
        plan.Shortfall.ShouldBe(PlanShortfall.ChargeLimit);
        plan.ReachesTarget.ShouldBeTrue();
    }

    [Fact]
    public void Taper_stretches_the_last_percents()
    {
        // From 80 to 100 % at 1 − 0.04 · (level − 80): 25 · ln 5 percent-times of 6 minutes each.
        var plan = ChargingPlanner.Plan(Car(0.1m, 0.1m, 0.1m, 0.1m, 0.1m, 0.1m) with { LevelPercent = 80, TargetPercent = 100, Tapers = true }, s_exact);
        var minutes = (plan.Blocks[^1].EndMs - plan.Blocks[0].StartMs) / 60_000.0;
        minutes.ShouldBe(25 * Math.Log(5) * 6, 1e-3);
        plan.EnergyKwh.ShouldBe(12m);
    }

    [Fact]
    public void Surplus_is_followed_where_that_is_cheaper()
    {
        var request = Car(0.3m, 0.3m, 0.3m, 0.3m, 0.3m) with
        {
            Surplus = SurplusCurve.Create([new SurplusStep(T, 0), new SurplusStep(T + Hour, 3)]),
            ExportPrices = PriceCurve.Flat(0.05m),
        };
        var plan = ChargingPlanner.Plan(request, s_exact);
        Hours(plan).ShouldBe([(1.0, 5.0)]);
        plan.Blocks[0].PowerW.ShouldBe(3000);
        plan.Blocks[0].Reason.ShouldBe(BlockReason.Solar);
        plan.Cost.ShouldBe(0.6m);

        var onOff = ChargingPlanner.Plan(request with { OnOffOnly = true }, s_exact);
        Hours(onOff).ShouldBe([(1.0, 3.0)]);
        onOff.Blocks[0].PowerW.ShouldBe(6000);
        onOff.Cost.ShouldBe(12 * 0.175m);
    }

    [Fact]
    public void A_least_power_above_the_surplus_buys_the_rest()
    {
        var request = Car(0.3m, 0.3m, 0.3m, 0.3m, 0.3m) with
        {
            MinPowerKw = 4,
            Surplus = SurplusCurve.Create([new SurplusStep(T, 3)]),
            ExportPrices = PriceCurve.Flat(0.1m),
        };
        var plan = ChargingPlanner.Plan(request, s_exact);
        plan.Blocks[0].PowerW.ShouldBe(4000);
        plan.Cost.ShouldBe(12 * 0.15m);
    }

    [Fact]
    public void A_need_shorter_than_the_least_block_gives_one_shorter_block()
    {
        var plan = ChargingPlanner.Plan(Car(0.4m, 0.1m, 0.2m) with { TargetPercent = 51 }, new ChargingOptions { MarginMinutes = 0 });
        Hours(plan).ShouldBe([(1.0, 1.1)]);
    }

    private static (double, double)[] Hours(ChargingPlan plan) =>
        [.. plan.BlockArray.Select(b => (Math.Round((b.StartMs - T) / (double)Hour, 4), Math.Round((b.EndMs - T) / (double)Hour, 4)))];
}
