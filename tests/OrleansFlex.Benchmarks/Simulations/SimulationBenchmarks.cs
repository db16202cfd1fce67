using System.Diagnostics;
using System.Globalization;
using NodaTime;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Domain.Simulations;
using OrleansFlex.TestKit;

namespace OrleansFlex.Benchmarks.Simulations;

/// <summary>What plans save with real sessions and two years of real prices, beside the exact optimum; nothing where the data are absent.</summary>
public static class SimulationBenchmarks
{
    private static readonly DateTimeZone s_brussels = DateTimeZoneProviders.Tzdb["Europe/Brussels"];
    private static readonly ChargingOptions s_free = new() { StartCost = 0, MinimumBlockMinutes = 0, MarginMinutes = 0 };
    private static readonly ChargingOptions s_usual = new();

    // From 18:00 to 07:00, 11 kW, from 40 to 80 % of 60 kWh; no more than that, so that both ways buy the same energy.
    private static readonly FleetVehicle s_home = new(new StayNeeds(11, 60, 40, 80) { ChargeLimitPercent = 80 }, 18 * 60, 7 * 60);

    /// <summary>Prints the table of costs by year, and measures how fast it was made.</summary>
    public static IReadOnlyList<(string Name, double Value, string Unit, string Target)> Run()
    {
        var (pricesFile, sessionsFile) = (SharedData.PathOf(SharedData.BelgianPrices), SharedData.PathOf(SharedData.CaltechSessions));
        if (!File.Exists(pricesFile) || !File.Exists(sessionsFile))
        {
            Console.WriteLine($"needs {pricesFile} and {sessionsFile}");
            return [];
        }

        using var reader = File.OpenText(pricesFile);
        var prices = PriceTable.Parse(reader, s_brussels);
        var sessions = CaltechMonth.OnMonths(sessionsFile, new YearMonth(2022, 1), 24, s_brussels, prices.EndMs);
        var clock = Stopwatch.StartNew();
        var free = Run(Spec(s_free) with { Sessions = [.. sessions] }, prices);
        var freeTime = clock.Elapsed;
        clock.Restart();
        var usual = Run(Spec(s_usual) with { Sessions = [.. sessions] }, prices);
        var usualTime = clock.Elapsed;
        Print(sessions, new FractionalOptimum([.. prices.Steps.Select(s => s.AtMs)], [.. prices.Steps.Select(s => (double)s.Price)]), free, usual);
        var home = Run(Spec(s_usual) with { Vehicles = [s_home] }, prices);
        return
        [
            ("saving of a car at home by night, usual settings", (double)home.Totals.SavingPercent!.Value, "%", ""),
            ("simulated sessions, no start cost", sessions.Count / freeTime.TotalSeconds, "sessions/s", ""),
            ("simulated sessions, start cost", sessions.Count / usualTime.TotalSeconds, "sessions/s", ""),
            ("saving, no start cost", (double)free.Totals.SavingPercent!.Value, "%", "the optimum's"),
            ("saving, start cost, least block, margin", (double)usual.Totals.SavingPercent!.Value, "%", ""),
        ];
    }

    private static SimulationSpec Spec(ChargingOptions options) =>
        new() { From = new LocalDate(2022, 1, 1), To = new LocalDate(2024, 1, 1), Zone = s_brussels, Options = options };

    private static SimulationResult Run(SimulationSpec spec, PriceTable prices)
    {
        var simulation = new FleetSimulation(spec, spec.Fleet().Value, new SimulationPrices(prices.Steps));
        simulation.Step(int.MaxValue);
        return simulation.Result();
    }

    private static void Print(IReadOnlyList<SimulatedSession> sessions, FractionalOptimum optimum, SimulationResult free, SimulationResult usual)
    {
        Console.WriteLine("| year | sessions | energy, kWh | at once, EUR | exact optimum, EUR | plans, no start cost, EUR | saving | starts | plans, usual settings, EUR | saving | starts | not reached |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var year in new[] { 2022, 2023 })
            Row(year.ToString(CultureInfo.InvariantCulture), sessions.Where(s => YearOf(s) == year), optimum, Sum(free, year), Sum(usual, year));
        Row("both", sessions, optimum, free.Totals, usual.Totals);
    }

    private static void Row(string name, IEnumerable<SimulatedSession> sessions, FractionalOptimum optimum, SimulationTotals free, SimulationTotals usual) =>
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {free.Stays:N0} | {free.Planned.EnergyKwh:N0} | {free.Immediate.Cost:N2} | {sessions.Sum(s => optimum.Best(s).Cost):N2} | {free.Planned.Cost:N2} | {free.SavingPercent} % | {free.Planned.Starts:N0} | {usual.Planned.Cost:N2} | {usual.SavingPercent} % | {usual.Planned.Starts:N0} | {usual.NotReached:N0} |"));

    private static SimulationTotals Sum(SimulationResult result, int year)
    {
        var months = result.Months.Where(month => month.Month.Year == year).Select(month => month.Totals).ToList();
        return new SimulationTotals(months.Sum(m => m.Stays), months.Sum(m => m.NotReached), Load(m => m.Planned), Load(m => m.Immediate));

        SimulatedLoad Load(Func<SimulationTotals, SimulatedLoad> of) =>
            new(months.Sum(m => of(m).EnergyKwh), months.Sum(m => of(m).Cost), months.Sum(m => of(m).Starts));
    }

    private static int YearOf(SimulatedSession session) => Instant.FromUnixTimeMilliseconds(session.ArriveMs).InZone(s_brussels).Year;
}
