using NodaTime;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Domain.Simulations;
using OrleansFlex.TestKit;

namespace OrleansFlex.Domain.Tests.Simulations;

/// <summary>A month of real charging sessions, laid over every month of two years of real prices, against an independent optimum.</summary>
public sealed class RealSessionTests
{
    private static readonly DateTimeZone s_brussels = DateTimeZoneProviders.Tzdb["Europe/Brussels"];
    private static readonly ChargingOptions s_free = new() { StartCost = 0, MinimumBlockMinutes = 0, MarginMinutes = 0 };
    private static readonly ChargingOptions s_usual = new() { MarginMinutes = 0 };

    private readonly PriceTable _prices = Prices();

    [Fact]
    public void Without_start_cost_the_plans_cost_what_the_exact_optimum_does()
    {
        var sessions = Sessions();
        sessions.Count.ShouldBeGreaterThan(24 * 954 - 20);
        var optimum = Optimum();
        var (best, atOnce) = (sessions.Select(s => optimum.Best(s)).ToList(), sessions.Select(s => optimum.AtOnce(s)).ToList());
        for (var i = 0; i < sessions.Count; i++)
            best[i].Cost.ShouldBe(optimum.DualBound(sessions[i]), 1e-9, $"{sessions[i]}");

        var result = Run(sessions, s_free);
        var totals = result.Totals;
        ((double)totals.Planned.Cost).ShouldBe(best.Sum(b => b.Cost), 1e-6 * best.Sum(b => b.Cost));
        ((double)totals.Planned.EnergyKwh).ShouldBe(best.Sum(b => b.Kwh), 1e-6 * best.Sum(b => b.Kwh));
        ((double)totals.Immediate.Cost).ShouldBe(atOnce.Sum(b => b.Cost), 1e-6 * atOnce.Sum(b => b.Cost));
        ((double)totals.Immediate.EnergyKwh).ShouldBe(atOnce.Sum(b => b.Kwh), 1e-6 * atOnce.Sum(b => b.Kwh));
        totals.Stays.ShouldBe(sessions.Count);
        totals.NotReached.ShouldBe(sessions.Zip(best).Count(pair => pair.Second.Kwh < pair.First.EnergyKwh * (1 - 1e-8)));
        result.Months.Sum(month => month.Totals.Planned.Cost).ShouldBe(totals.Planned.Cost);
        result.Months.Sum(month => month.Totals.Stays).ShouldBe(totals.Stays);
    }

    [Fact]
    public void Each_session_on_its_own_costs_what_the_exact_optimum_does()
    {
        var optimum = Optimum();
        foreach (var session in Sessions().Where((_, i) => i % 97 == 0))
        {
            var (cost, kwh) = optimum.Best(session);
            var planned = Run([session], s_free).Totals.Planned;
            ((double)planned.Cost).ShouldBe(cost, 1e-6 * Math.Max(1e-3, Math.Abs(cost)), $"{session}");
            ((double)planned.EnergyKwh).ShouldBe(kwh, 1e-6 * kwh, $"{session}");
        }
    }

    [Fact]
    public void Start_costs_leave_most_of_the_saving_and_need_few_starts()
    {
        var sessions = Sessions();
        var (free, usual) = (Run(sessions, s_free).Totals, Run(sessions, s_usual).Totals);
        usual.Immediate.ShouldBe(free.Immediate);
        usual.NotReached.ShouldBe(free.NotReached);
        usual.Planned.Cost.ShouldBeGreaterThanOrEqualTo(free.Planned.Cost);
        usual.Planned.Starts.ShouldBeLessThan(free.Planned.Starts);
        Worth(usual.Planned).ShouldBeLessThan(Worth(usual.Immediate));
        // A start that the plans of before had too many cost more than it gains.
        Worth(usual.Planned).ShouldBeLessThan(Worth(free.Planned));
        usual.Saving.ShouldBeGreaterThan(0.9m * free.Saving);

        static decimal Worth(SimulatedLoad load) => load.Cost + (s_usual.StartCost * load.Starts);
    }

    private SimulationResult Run(IEnumerable<SimulatedSession> sessions, ChargingOptions options)
    {
        var spec = new SimulationSpec
        {
            From = new LocalDate(2022, 1, 1),
            To = new LocalDate(2024, 1, 1),
            Zone = s_brussels,
            Sessions = [.. sessions],
            Options = options,
        };
        var simulation = new FleetSimulation(spec, spec.Fleet().Value, new SimulationPrices(_prices.Steps));
        while (!simulation.IsDone)
            simulation.Step(1000);
        return simulation.Result();
    }

    private FractionalOptimum Optimum() => new([.. _prices.Steps.Select(step => step.AtMs)], [.. _prices.Steps.Select(step => (double)step.Price)]);

    private IReadOnlyList<SimulatedSession> Sessions()
    {
        var file = SharedData.PathOf(SharedData.CaltechSessions);
        Assert.SkipUnless(File.Exists(file), $"needs {file}, which is not part of the repository");
        return CaltechMonth.OnMonths(file, new YearMonth(2022, 1), 24, s_brussels, _prices.EndMs);
    }

    private static PriceTable Prices()
    {
        var file = SharedData.PathOf(SharedData.BelgianPrices);
        Assert.SkipUnless(File.Exists(file), $"needs {file}, which is not part of the repository");
        using var reader = File.OpenText(file);
        return PriceTable.Parse(reader, s_brussels);
    }
}
