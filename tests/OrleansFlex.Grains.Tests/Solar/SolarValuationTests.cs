using OrleansFlex.Contracts.Assets;
using OrleansFlex.Grains.Tests.Hosting;

namespace OrleansFlex.Grains.Tests.Solar;

/// <summary>What a session with panels costs where readings are sparse: each quarter has the surplus of its own time.</summary>
public sealed class SolarValuationTests
{
    private const decimal Price = 0.9m;

    /// <summary>A summer afternoon, amid a quarter; the sun sinks.</summary>
    private static readonly DateTimeOffset Afternoon = new(2026, 6, 22, 15, 47, 0, TimeSpan.Zero);

    [Fact]
    public async Task Energy_of_past_quarters_counts_with_the_surplus_of_those_quarters()
    {
        await using var grid = await TestGrid.StartAsync(Afternoon);
        var (site, car, policy) = await AddSunnyHomeAsync(grid);
        var kw = await ForecastAsync(grid, site);
        await ObserveAsync(grid, car, 0);
        await grid.AdvanceAsync(TimeSpan.FromMinutes(30));
        await ObserveAsync(grid, car, 5.5);

        var valuation = (await grid.Policy(policy).GetSession())!.Valuation.ShouldNotBeNull();
        var expected = (2.383333m * Rate(kw[0])) + (2.75m * Rate(kw[1])) + (0.366667m * Rate(kw[2]));
        valuation.Actual.ShouldBe(expected);
        valuation.Immediate.ShouldBe(expected, "it charged at once and at full power");
        new[] { Rate(kw[0]), Rate(kw[1]), Rate(kw[2]) }.ShouldBeInOrder(SortDirection.Ascending);
    }

    [Fact]
    public async Task A_silence_of_hours_reaches_back_to_its_beginning_under_the_clouds_of_then()
    {
        await using var grid = await TestGrid.StartAsync(Afternoon);
        var (site, car, policy) = await AddSunnyHomeAsync(grid);
        await grid.PushCloudsAsync(80);
        var kw = await ForecastAsync(grid, site);
        await ObserveAsync(grid, car, 0);
        await grid.AdvanceAsync(TimeSpan.FromHours(4));
        await ObserveAsync(grid, car, 44);

        var ledger = (await grid.Policy(policy).GetSession())!.Ledger;
        ledger.Length.ShouldBe(17);
        for (var i = 0; i < ledger.Length; i++)
            ledger[i].Cost!.Value.ShouldBe(Rate(kw[i]) * ledger[i].MilliWh / 1_000_000);
        (await grid.Policy(policy).GetSession())!.Valuation!.Immediate.ShouldBe(ledger.Sum(entry => entry.Cost!.Value));
    }

    [Fact]
    public async Task What_inverters_have_measured_counts_instead_of_the_forecast()
    {
        await using var grid = await TestGrid.StartAsync(Afternoon);
        var (site, car, policy) = await AddSunnyHomeAsync(grid);
        var inverter = await grid.AddDeviceAsync(AssetType.Inverter, site);
        await grid.AdvanceAsync(TimeSpan.FromMinutes(13));
        await grid.ObserveAsync(inverter, new Observation { AtMs = grid.NowMs, IsReachable = true, ProductionKw = 1.4 });
        await ObserveAsync(grid, car, 0);
        await grid.AdvanceAsync(TimeSpan.FromMinutes(14));
        await grid.ObserveAsync(inverter, new Observation { AtMs = grid.NowMs, IsReachable = true, ProductionKw = 2.5 });
        await grid.AdvanceAsync(TimeSpan.FromMinutes(16));
        await ObserveAsync(grid, car, 5.5);

        var ledger = (await grid.Policy(policy).GetSession())!.Ledger;
        ledger.Length.ShouldBe(2);
        ledger[0].Cost.ShouldBe(2.75m * Rate(1.4f));
        ledger[1].Cost!.Value.ShouldBeLessThan(2.75m * Rate(2.2f), "that quarter was not observed to its end");
    }

    private static async Task<(Guid Site, Guid Car, Guid Policy)> AddSunnyHomeAsync(TestGrid grid)
    {
        var home = await grid.AddHomeAsync(level: 0);
        await grid.AddArrayAsync(home.Site, capacity: 8);
        await grid.ActivateAsync();
        await grid.PushAsync("A", [.. Enumerable.Repeat(Price, 24)]);
        return home;
    }

    private static async Task<float[]> ForecastAsync(TestGrid grid, Guid site) => (await grid.Forecasts.Now(TestGrid.Tenant, site))!.Kw.ToArray();

    /// <summary>The price of a kWh at 11 kW while the panels give some power.</summary>
    private static decimal Rate(float kw)
    {
        var covered = Math.Min(11, Math.Round(Math.Max(0, kw - 0.3), 3));
        return Math.Round(Price - (Price * (decimal)(covered / 11)), 12);
    }

    private static Task<ObservationResult> ObserveAsync(TestGrid grid, Guid car, double meter) =>
        grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs, IsPluggedIn = true, IsCharging = true, EnergyMeterKwh = meter, ChargeRateKw = 11 });
}
