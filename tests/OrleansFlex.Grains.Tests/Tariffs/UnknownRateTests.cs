using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Domain.Sessions;
using OrleansFlex.Domain.Tariffs;
using OrleansFlex.Grains.Tests.Hosting;

namespace OrleansFlex.Grains.Tests.Tariffs;

/// <summary>Hours without a rate: what plans count with there, what they say of it, and that their energy has no price.</summary>
public sealed class UnknownRateTests
{
    private const string Unpriced = ", and energy that flows then is accounted without a price.";

    [Fact]
    public async Task Before_a_fresh_tariff_begins_plans_count_with_its_first_day()
    {
        await using var grid = await TestGrid.StartAsync();
        var (_, _, policy) = await FromMidnightAsync(grid);

        var plan = await PlanAsync(grid, policy);
        plan.Plan!.BlockArray.ShouldAllBe(block => DateTimeOffset.FromUnixTimeMilliseconds(block.StartMs).Hour == 3);
        plan.Plan.BlockArray[0].Price.ShouldBe(0.1m);
        plan.Plan.CostImmediate.ShouldBeGreaterThan(plan.Plan.Cost);
        plan.Explanation[^1].ShouldBe(
            $"No import rate is known from {Local(grid.NowMs)} to {Local(MidnightMs(grid))}: the plan counts with the rate of the same local time on the nearest day that has one{Unpriced}");

        await grid.AdvanceAsync(TimeSpan.FromHours(6));
        (await PlanAsync(grid, policy)).Explanation.ShouldNotContain(sentence => sentence.StartsWith("No import rate", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Energy_from_before_a_tariff_begins_has_no_price()
    {
        await using var grid = await TestGrid.StartAsync();
        var (_, car, policy) = await FromMidnightAsync(grid);
        await ObserveAsync(grid, car, 100, charging: true);
        await grid.AdvanceAsync(TimeSpan.FromHours(1));
        await ObserveAsync(grid, car, 110, charging: false);

        var session = (await grid.Policy(policy).GetSession())!;
        session.EnergyMilliWh.ShouldBe(10_000_000);
        session.Valuation.ShouldBeNull();
        session.Ledger.ShouldAllBe(entry => entry.Cost == null);
        await ObserveAsync(grid, car, 110, charging: false, isPluggedIn: false);

        // The next session buys from midnight on.
        await ObserveAsync(grid, car, 110, charging: false);
        await grid.AdvanceAsync(TimeSpan.FromHours(5));
        await ObserveAsync(grid, car, 110, charging: true);
        await grid.AdvanceAsync(TimeSpan.FromHours(1));
        await ObserveAsync(grid, car, 120, charging: false);
        // Charging at once counts with the rate of the evening that is to come.
        (await grid.Policy(policy).GetSession())!.Valuation.ShouldBe(new SessionValuation("EUR", 20, 20));
    }

    [Fact]
    public async Task After_the_last_rate_the_last_day_goes_on_for_plans_and_energy_has_no_price()
    {
        await using var grid = await TestGrid.StartAsync();
        var (_, car, policy) = await FromMidnightAsync(grid);
        await grid.AdvanceAsync(TimeSpan.FromHours(24));
        await ObserveAsync(grid, car, 100, charging: false);

        var plan = await PlanAsync(grid, policy);
        plan.Plan!.BlockArray[0].Price.ShouldBe(0.1m);
        plan.Explanation[^1].ShouldStartWith($"No import rate is known from {Local(MidnightMs(grid))} on: the plan counts with the rate of the same local time");
        await ObserveAsync(grid, car, 100, charging: true);
        await grid.AdvanceAsync(TimeSpan.FromHours(5));
        await ObserveAsync(grid, car, 110, charging: true);
        (await grid.Policy(policy).GetSession())!.Valuation!.Actual.ShouldBe(20);
        await grid.AdvanceAsync(TimeSpan.FromHours(2));
        await ObserveAsync(grid, car, 120, charging: true);
        (await grid.Policy(policy).GetSession())!.Valuation.ShouldBeNull();
    }

    [Fact]
    public async Task A_formula_that_never_has_a_rate_counts_as_nothing_and_says_so()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, car, policy) = await FromMidnightAsync(grid);
        await grid.PushAsync("A", [.. Enumerable.Repeat(0.3m, 24)]);
        (await grid.SetFormulaAsync(site, "spot / 0")).Refusal.ShouldBeNull();

        var plan = await PlanAsync(grid, policy);
        plan.Plan!.BlockArray[0].Price.ShouldBe(0.3m);
        plan.Explanation[^1].ShouldBe($"No import rate is known from {Local(grid.NowMs)} on: the plan counts with 0 in its place{Unpriced}");
        await ObserveAsync(grid, car, 100, charging: true);
        await grid.AdvanceAsync(TimeSpan.FromHours(1));
        await ObserveAsync(grid, car, 110, charging: true);
        (await grid.Policy(policy).GetSession())!.Valuation.ShouldBeNull();
    }

    [Fact]
    public async Task Without_tariff_and_signal_the_energy_has_no_known_price()
    {
        await using var grid = await TestGrid.StartAsync();
        var (_, _, policy) = await grid.AddHomeAsync();
        await grid.ActivateAsync();
        (await PlanAsync(grid, policy)).Explanation[^1].ShouldBe("Neither an import rate nor a price signal is known: the energy has no known price, and the plan counts with 0.");
        await grid.PushAsync("A", 0.3m, 0.2m);
        (await PlanAsync(grid, policy)).Explanation.ShouldNotContain(sentence => sentence.StartsWith("Neither", StringComparison.Ordinal));
    }

    /// <summary>A home whose tariff begins with the coming day: 2, and 0.1 from 03:00 to 04:00.</summary>
    private static async Task<(Guid Site, Guid Car, Guid Policy)> FromMidnightAsync(TestGrid grid)
    {
        var home = await grid.AddHomeAsync(level: 70);
        await grid.ActivateAsync();
        await grid.AddTariffAsync("spot");
        var rates = TestGrid.Rates(MidnightMs(grid), [.. Enumerable.Range(0, 24).Select(hour => hour == 3 ? 0.1m : 2m)]);
        (await grid.Tariff("spot").Push(rates, "first")).Refusal.ShouldBeNull();
        (await grid.SetFormulaAsync(home.Site, "spot")).Refusal.ShouldBeNull();
        await grid.QuietAsync();
        return home;
    }

    private static long MidnightMs(TestGrid grid) => ((grid.NowMs / (24 * TestGrid.HourMs)) + 1) * 24 * TestGrid.HourMs;

    private static string Local(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("ddd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<PolicyPlan> PlanAsync(TestGrid grid, Guid policy)
    {
        var plan = (await grid.Policy(policy).GetPlan())!;
        plan.Reason.ShouldBeNull();
        plan.Plan!.BlockArray.ShouldNotBeEmpty();
        return plan;
    }

    private static Task<ObservationResult> ObserveAsync(TestGrid grid, Guid car, double meter, bool charging, bool isPluggedIn = true) =>
        grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs, IsPluggedIn = isPluggedIn, IsCharging = charging, EnergyMeterKwh = meter, ChargeRateKw = charging ? 10 : 0 });
}
