using System.Text.Json;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Sessions;
using OrleansFlex.Domain.Sessions;
using OrleansFlex.Grains.Charging;
using OrleansFlex.Grains.State;
using OrleansFlex.Grains.Tests.Hosting;
using OrleansFlex.Silo.Storage;
using OrleansFlex.Storage;

namespace OrleansFlex.Grains.Tests.Charging;

/// <summary>The money of sessions: a tariff and a price signal together, hours that begin between readings, and restarts.</summary>
public sealed class ValuationTests
{
    // Per hour from 18:00 on; the tariff begins at 19:00 and counts twice. What charging at once would have cost before has its first rate.
    private static readonly decimal[] Signal = [0.01m, 0.02m, 0.03m, 0.04m, 0.05m, 0.06m, 0.07m, 0.08m];
    private static readonly decimal[] Tariff = [0.1m, 0.2m, 0.15m, 0.05m, 0.3m, 0.25m, 0.125m];

    [Fact]
    public async Task A_reading_after_hours_is_valued_at_the_prices_of_those_hours()
    {
        await using var grid = await TestGrid.StartAsync();
        var (car, policy) = await FillAsync(grid);
        await grid.AdvanceAsync(TimeSpan.FromHours(1));
        await ObserveAsync(grid, car, 100, charging: true);
        await grid.AdvanceAsync(TimeSpan.FromHours(4.5));
        await ObserveAsync(grid, car, 145, charging: true);

        var session = (await grid.Policy(policy).GetSession())!;

        session.Valuation.ShouldBe(new SessionValuation("EUR", (10 * (Price(1) + Price(2) + Price(3) + Price(4))) + (5 * Price(5)), AtOnce(45)));
        session.Ledger.Sum(entry => entry.Cost!.Value).ShouldBe(session.Valuation!.Actual);
        session.Ledger.Length.ShouldBe(18);
    }

    [Fact]
    public async Task Money_outlives_restarts_and_settles_with_the_session()
    {
        await using var grid = await TestGrid.StartAsync();
        var (car, policy) = await FillAsync(grid);
        await grid.AdvanceAsync(TimeSpan.FromHours(1));
        await ObserveAsync(grid, car, 100, charging: true);
        await grid.AdvanceAsync(TimeSpan.FromMinutes(90));
        await ObserveAsync(grid, car, 115, charging: true);
        var before = (await grid.Policy(policy).GetSession())!.Valuation;
        before.ShouldBe(new SessionValuation("EUR", (10 * Price(1)) + (5 * Price(2)), AtOnce(15)));

        await grid.RestartAsync();
        (await grid.Policy(policy).GetSession())!.Valuation.ShouldBe(before);
        await grid.AdvanceAsync(TimeSpan.FromMinutes(30));
        await grid.RestartAsync();
        await ObserveAsync(grid, car, 120, charging: true);
        await grid.CollectAsync();
        await ObserveAsync(grid, car, 120, isPluggedIn: false);

        var settled = await SettledAsync(grid, policy);
        settled.Valuation.ShouldBe(new SessionValuation("EUR", (10 * Price(1)) + (10 * Price(2)), AtOnce(20)));
        settled.Ledger.Sum(entry => entry.Cost!.Value).ShouldBe(settled.Valuation!.Actual);
        grid.Log.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reading_that_a_failed_write_kept_from_the_policy_is_valued_when_it_is_caught_up_with()
    {
        await using var grid = await TestGrid.StartAsync();
        var (car, policy) = await FillAsync(grid);
        await grid.AdvanceAsync(TimeSpan.FromHours(1));
        await ObserveAsync(grid, car, 100, charging: true);
        await grid.AdvanceAsync(TimeSpan.FromHours(3.5));
        grid.Storage.FailNext("vehicle-policy");
        await Should.ThrowAsync<Exception>(() => ObserveAsync(grid, car, 135, charging: true));

        (await grid.Policy(policy).GetSession())!.Valuation.ShouldBe(new SessionValuation("EUR", (10 * (Price(1) + Price(2) + Price(3))) + (5 * Price(4)), AtOnce(35)));
    }

    [Fact]
    public async Task A_location_without_prices_has_no_money()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, car, policy) = await grid.AddHomeAsync();
        await grid.ActivateAsync();
        await ObserveAsync(grid, car, 100, charging: true);
        await grid.AdvanceAsync(TimeSpan.FromMinutes(30));
        await ObserveAsync(grid, car, 105, charging: true);

        (await grid.Policy(policy).GetSession())!.Valuation.ShouldBeNull();
        (await grid.Policy(policy).GetSession())!.EnergyMilliWh.ShouldBe(5_000_000);

        await ObserveAsync(grid, car, 105, isPluggedIn: false);
        await grid.PushAsync("A", 0.3m, 0.3m, 0.3m);
        await grid.PlugInAsync(car, site);
        await ObserveAsync(grid, car, 105, charging: true);
        await grid.AdvanceAsync(TimeSpan.FromMinutes(30));
        await ObserveAsync(grid, car, 110, charging: true);
        (await grid.Policy(policy).GetSession())!.Valuation.ShouldBe(new SessionValuation("EUR", 1.5m, 1.5m));
    }

    [Fact]
    public void A_policy_stored_before_sessions_had_money_is_read_and_has_none()
    {
        var money = new SessionMoney { Currency = "EUR", Costs = [0.3m], StartsMs = [1_780_000_000_000], Rates = [0.3m], UntilMs = 1_780_007_200_000, MaxKw = 11 };
        var session = new PlugSession { PluggedInAtMs = 1_780_000_000_000, Energy = [15_822_219, 1_000_000], States = [1_780_000_000_000, 3], Money = money };
        var stored = JsonSerializer.Serialize(PolicyStateOf(session), GrainStateJson.Default.PolicyState);
        var old = JsonSerializer.Serialize(PolicyStateOf(session with { Money = null }), GrainStateJson.Default.PolicyState);
        old.ShouldNotContain("money");

        Read(stored).Value().ShouldBe(new SessionValuation("EUR", 0.3m, 0.3m));
        Read(stored).Ledger()[0].Cost.ShouldBe(0.3m);
        Read(old).Value().ShouldBeNull();
        Read(old).Ledger()[0].ShouldBe(session.Ledger()[0] with { Cost = null });
    }

    private static PlugSession Read(string json) => JsonSerializer.Deserialize(json, GrainStateJson.Default.PolicyState)!.Course.Session!;

    private static PolicyState PolicyStateOf(PlugSession session)
    {
        var state = new PolicyState { CreatedAtMs = 1 };
        return state with { Course = state.Course with { Session = session } };
    }

    /// <summary>A home in zone Z whose formula doubles the spot price, plugged in at 18:00.</summary>
    private static async Task<(Guid Car, Guid Policy)> FillAsync(TestGrid grid)
    {
        var (site, car, policy) = await grid.AddHomeAsync(level: 0);
        await grid.ActivateAsync();
        await grid.PushAsync("A", Signal);
        await grid.AddTariffAsync("spot");
        await grid.PushTariffAsync("spot", null, Tariff);
        (await grid.SetFormulaAsync(site, "spot * 2")).Refusal.ShouldBeNull();
        return (car, policy);
    }

    private static decimal Price(int hour) => Signal[hour] + (2 * Tariff[Math.Max(0, hour - 1)]);

    // 11 kW from 18:00 on.
    private static decimal AtOnce(decimal kwh)
    {
        var cost = 0m;
        for (var hour = 0; kwh > 0; kwh -= 11, hour++)
            cost += Math.Min(11, kwh) * Price(hour);
        return cost;
    }

    private static Task<ObservationResult> ObserveAsync(TestGrid grid, Guid car, double meter, bool charging = false, bool isPluggedIn = true) =>
        grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs, IsPluggedIn = isPluggedIn, IsCharging = charging, EnergyMeterKwh = meter, ChargeRateKw = charging ? 10 : 0 });

    private static async Task<ChargingSession> SettledAsync(TestGrid grid, Guid policy)
    {
        var page = await grid.Database.Sessions.PageAsync(new SessionQuery(TestGrid.Tenant) { PolicyId = policy, PageSize = 10 }, TestContext.Current.CancellationToken);
        return StateRowMapping.ToSession(page.Rows.ShouldHaveSingleItem());
    }
}
