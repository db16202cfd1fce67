using OrleansFlex.Contracts.Charging;
using OrleansFlex.Domain.Tariffs;
using OrleansFlex.Grains.Tests.Hosting;

namespace OrleansFlex.Grains.Tests.Tariffs;

public sealed class EffectivePriceTests
{
    [Fact]
    public async Task A_plan_pays_the_tariff_and_the_signal_together()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, _, policy) = await grid.AddHomeAsync();
        await grid.ActivateAsync();
        await grid.PushAsync("A", 5, 5, 5, 1, 2, 5, 5, 5, 5, 5, 5, 5, 5, 5);
        (await CheapestHourAsync(grid, policy)).ShouldBe(21);
        await grid.AddTariffAsync("spot");
        await grid.PushTariffAsync("spot", null, 4, 4, 4, 4, 1, 1, 0.5m, 4, 4, 4, 4, 4);
        await grid.AdvanceAsync(TimeSpan.FromHours(1));
        (await CheapestHourAsync(grid, policy)).ShouldBe(21);

        (await grid.SetFormulaAsync(site, "spot * 10")).Refusal.ShouldBeNull();
        (await CheapestHourAsync(grid, policy)).ShouldBe(1);
        (await grid.Policy(policy).GetPlan())!.Plan!.BlockArray.Select(block => block.Price).Distinct().Order().ShouldBe([10, 15]);

        await grid.PushTariffAsync("spot", null, 4, 4, 4, 4, 4, 4, 4, 0, 0, 0, 0, 4);
        (await CheapestHourAsync(grid, policy)).ShouldBe(3);
        (await grid.Formula(site).Delete(TariffDirection.Import)).Refusal.ShouldBeNull();
        (await CheapestHourAsync(grid, policy)).ShouldBe(21);
    }

    [Fact]
    public async Task The_shape_follows_a_push_and_a_formula_of_those_concerned_alone()
    {
        await using var grid = await TestGrid.StartAsync();
        var concerned = await grid.AddHomeAsync("u1");
        var other = await grid.AddHomeAsync("u2", area: "B");
        await grid.ActivateAsync();
        await grid.AddTariffAsync("spot");
        await grid.PushTariffAsync("spot", null, 4, 4, 1, 1, 1, 4, 4, 4, 4, 4, 4, 4);
        var (a, b) = ((await grid.ShapeAsync(["A"])).Numbers(), (await grid.ShapeAsync(["B"])).Numbers());
        var otherRevision = (await grid.Policy(other.Policy).GetPlan())!.Revision;

        (await grid.SetFormulaAsync(concerned.Site, "spot")).Refusal.ShouldBeNull();
        var withFormula = (await grid.ShapeAsync(["A"])).Numbers();
        withFormula.ShouldNotBe(a);
        await grid.PushTariffAsync("spot", null, 4, 4, 4, 4, 4, 4, 1, 1, 1, 4, 4, 4);
        (await grid.ShapeAsync(["A"])).Numbers().ShouldNotBe(withFormula);
        (await grid.ShapeAsync(["B"])).Numbers().ShouldBe(b);
        (await grid.Policy(other.Policy).GetPlan())!.Revision.ShouldBe(otherRevision);

        await grid.RestartAsync();
        await grid.Formula(concerned.Site).Delete(TariffDirection.Import);
        (await grid.ShapeAsync(["A"])).Numbers().ShouldBe(a);
        grid.Log.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_location_without_a_zone_works_on_its_tariff_alone()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, _, policy) = await grid.AddHomeAsync(zone: null, area: null);
        await grid.AddTariffAsync("spot");
        await grid.PushTariffAsync("spot", null, 4, 4, 4, 1, 1, 1, 4, 4, 4, 4, 4, 4);
        (await grid.SetFormulaAsync(site, "spot")).Refusal.ShouldBeNull();
        await grid.AdvanceAsync(TimeSpan.FromHours(1));
        (await CheapestHourAsync(grid, policy)).ShouldBe(22);
        (await grid.Policy(policy).GetPlan())!.Currency.ShouldBe("EUR");
    }

    [Fact]
    public async Task Rates_that_end_go_on_with_those_of_the_last_day()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, _, policy) = await grid.AddHomeAsync(zone: null, area: null);
        await grid.AddTariffAsync("spot");
        // A day from 19:00 on, cheap from 03:00 to 05:00.
        await grid.PushTariffAsync("spot", null, [.. Enumerable.Range(19, 24).Select(hour => hour % 24 is 3 or 4 or 5 ? 0.1m : 2m)]);
        await grid.SetFormulaAsync(site, "spot");
        await grid.AdvanceAsync(TimeSpan.FromDays(5));
        (await CheapestHourAsync(grid, policy)).ShouldBe(3);
    }

    [Fact]
    public async Task Rates_in_another_currency_than_the_zones_do_not_count()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, _, policy) = await grid.AddHomeAsync();
        await grid.AddTariffAsync("spot", currency: "SEK");
        await grid.SetFormulaAsync(site, "spot * 10");
        await grid.PushTariffAsync("spot", null, 4, 4, 4, 4, 4, 1, 1, 1, 1, 4, 4, 4);
        await grid.ActivateAsync();
        await grid.PushAsync("A", 5, 5, 5, 1, 2, 5, 5, 5, 5, 5, 5, 5, 5, 5);
        (await CheapestHourAsync(grid, policy)).ShouldBe(21);
        (await grid.Policy(policy).GetPlan())!.Explanation.ShouldContain("The location's tariff formula is in SEK and its zone in EUR: its rates do not count.");
        await grid.Formula(site).Delete(TariffDirection.Import);
        (await grid.Policy(policy).GetPlan())!.Explanation.ShouldNotContain(sentence => sentence.Contains("SEK", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_zone_that_is_activated_in_another_currency_leaves_plans_without_a_price_and_they_say_why()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, _, policy) = await grid.AddHomeAsync();
        await grid.AddTariffAsync("spot");
        await grid.SetFormulaAsync(site, "spot");
        (await grid.Zone().Activate("SEK")).Refusal.ShouldBeNull();
        (await grid.Policy(policy).GetPlan())!.Explanation.TakeLast(2).ShouldBe([
            "The location's tariff formula is in EUR and its zone in SEK: its rates do not count.",
            "Neither an import rate nor a price signal is known: the energy has no known price, and the plan counts with 0.",
        ]);
    }

    private static async Task<int> CheapestHourAsync(TestGrid grid, Guid policy)
    {
        PolicyPlan plan = (await grid.Policy(policy).GetPlan())!;
        plan.Reason.ShouldBeNull();
        return DateTimeOffset.FromUnixTimeMilliseconds(plan.Plan!.BlockArray.MinBy(block => block.Price).StartMs).Hour;
    }
}
