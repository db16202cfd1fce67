using System.Collections.Immutable;
using NodaTime;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Domain.Simulations;

namespace OrleansFlex.Domain.Tests.Simulations;

public sealed class FleetSimulationTests
{
    private const long HourMs = 3_600_000;
    private static readonly DateTimeZone s_brussels = DateTimeZoneProviders.Tzdb["Europe/Brussels"];
    private static readonly ChargingOptions s_free = new() { StartCost = 0, MinimumBlockMinutes = 0, MarginMinutes = 0 };

    // 36 kWh in a little over four and a half hours of 8 kW.
    private static readonly StayNeeds s_needs = new(8, 60, 20, 80) { Efficiency = 1 };

    [Fact]
    public void Cheap_hours_are_used_and_charging_at_once_is_not_moved()
    {
        // 18:00 to 22:30 costs 0.30 at once; from midnight on it costs 0.10.
        var result = Run(new FleetVehicle(s_needs, 18 * 60, 7 * 60), new LocalDate(2025, 6, 2), new LocalDate(2025, 6, 5), hour => hour < 7 ? 0.10m : 0.30m);
        result.Totals.ShouldBe(new SimulationTotals(2, 0, new SimulatedLoad(72, 7.2m, 2), new SimulatedLoad(72, 21.6m, 2)));
        (result.Totals.Saving, result.Totals.SavingPercent).ShouldBe((14.4m, 66.67m));
        // Two of three days.
        result.ImmediateKw[18 * 4].ShouldBe(5.333333m);
        result.PlannedKw[18 * 4].ShouldBe(0);
        result.PlannedKw[0].ShouldBe(5.333333m);
        result.Months.ShouldHaveSingleItem().Month.ShouldBe(new YearMonth(2025, 6));
    }

    [Theory]
    [InlineData(2025, 3, 29, 3)]
    [InlineData(2025, 10, 25, 3)]
    public void Days_of_23_and_25_hours_keep_local_times_and_all_energy(int year, int month, int day, int days)
    {
        var from = new LocalDate(year, month, day);
        var result = Run(new FleetVehicle(s_needs, 18 * 60, 7 * 60), from, from.PlusDays(days), hour => hour is >= 2 and < 3 ? 0.01m : 0.30m);
        result.Totals.Stays.ShouldBe(days - 1);
        result.Totals.Planned.EnergyKwh.ShouldBe(36 * (days - 1));
        // The hour from two to three: skipped on one night of spring, twice as long in autumn.
        var cheapHours = month == 3 ? 1 : 3;
        var cheapKwh = cheapHours * 8m;
        result.Totals.Planned.Cost.ShouldBe((cheapKwh * 0.01m) + ((36 * (days - 1) - cheapKwh) * 0.30m));
        var quarters = month == 3 ? days - 1 : days + 1;
        result.PlannedKw[2 * 4].ShouldBe(Math.Round(cheapHours * 8m / quarters, 6));
        Energy(result.ImmediateKw, from, from.PlusDays(days)).ShouldBe(36m * (days - 1), 1e-3m);
        Energy(result.PlannedKw, from, from.PlusDays(days)).ShouldBe(36m * (days - 1), 1e-3m);
    }

    [Fact]
    public void Alike_vehicles_count_and_steps_do_not_matter()
    {
        var vehicle = new FleetVehicle(s_needs, 18 * 60, 7 * 60);
        var one = Run(vehicle, new LocalDate(2025, 6, 2), new LocalDate(2025, 6, 12), Price);
        var many = Run(vehicle with { Count = 7 }, new LocalDate(2025, 6, 2), new LocalDate(2025, 6, 12), Price, step: 1);
        many.Totals.Planned.ShouldBe(new SimulatedLoad(7 * one.Totals.Planned.EnergyKwh, 7 * one.Totals.Planned.Cost, 7 * one.Totals.Planned.Starts));
        many.Totals.Stays.ShouldBe(7 * one.Totals.Stays);
        many.PlannedKw[0].ShouldBe(7 * one.PlannedKw[0], 1e-5m);

        static decimal Price(double hour) => (decimal)hour / 100;
    }

    [Fact]
    public void Vehicles_come_on_their_days_only()
    {
        var vehicle = new FleetVehicle(s_needs, 8 * 60, 17 * 60) { Days = [IsoDayOfWeek.Monday, IsoDayOfWeek.Friday] };
        Run(vehicle, new LocalDate(2025, 6, 2), new LocalDate(2025, 6, 16), _ => 1).Totals.Stays.ShouldBe(4);
    }

    [Fact]
    public void Reserve_is_charged_at_once_and_costs()
    {
        var days = (new LocalDate(2025, 6, 2), new LocalDate(2025, 6, 4));
        var result = Run(new FleetVehicle(s_needs with { ReservePercent = 40 }, 18 * 60, 7 * 60), days.Item1, days.Item2, hour => hour < 7 ? 0.10m : 0.30m);
        result.Totals.Planned.Cost.ShouldBe((12 * 0.30m) + (24 * 0.10m));
        result.Totals.Immediate.Cost.ShouldBe(36 * 0.30m);
    }

    [Fact]
    public void Negative_prices_fill_the_battery_in_plans_but_not_at_once()
    {
        var result = Run(
            new FleetVehicle(s_needs, 18 * 60, 7 * 60), new LocalDate(2025, 6, 2), new LocalDate(2025, 6, 4), hour => hour is >= 18 or < 7 ? -0.10m : 0.30m);
        result.Totals.Planned.ShouldBe(new SimulatedLoad(48, -4.8m, 1));
        result.Totals.Immediate.ShouldBe(new SimulatedLoad(36, -3.6m, 1));
        result.Totals.SavingPercent.ShouldBeNull();
    }

    [Fact]
    public void Too_short_a_stay_is_charged_throughout_and_counts_as_not_reached()
    {
        foreach (var reserve in new[] { 0, 70 })
        {
            var result = Run(
                new FleetVehicle(s_needs with { ReservePercent = reserve }, 18 * 60, 20 * 60), new LocalDate(2025, 6, 2), new LocalDate(2025, 6, 3), _ => 0.25m);
            result.Totals.ShouldBe(new SimulationTotals(1, 1, new SimulatedLoad(16, 4m, 1), new SimulatedLoad(16, 4m, 1)));
        }
    }

    [Fact]
    public void What_is_too_large_or_makes_no_sense_is_refused_with_its_member()
    {
        var spec = Spec(new FleetVehicle(s_needs, 0, 60), new LocalDate(2025, 6, 2), new LocalDate(2025, 6, 3));
        At(spec with { To = spec.From }).ShouldBe("to");
        At(spec with { To = spec.From.PlusDays(1101) }).ShouldBe("to");
        At(spec with { Vehicles = [.. Enumerable.Repeat(spec.Vehicles[0], 1001)] }).ShouldBe("fleet.vehicles");
        At(spec with { Vehicles = [.. Enumerable.Repeat(spec.Vehicles[0], 1000)], To = spec.From.PlusDays(1001) }).ShouldBe("fleet.vehicles");
        (spec with { Vehicles = [.. Enumerable.Repeat(spec.Vehicles[0], 1000)], To = spec.From.PlusDays(1000) }).Fleet().IsAccepted.ShouldBeTrue();
        var start = spec.Days.FromMs;
        At(Of(new SimulatedSession(start - 1, start + HourMs, 1, 1))).ShouldBe("fleet.sessions[0].arriveAt");
        At(Of(new SimulatedSession(start, start, 1, 1))).ShouldBe("fleet.sessions[0].departAt");
        At(Of(new SimulatedSession(start, start + (24 * HourMs) + 1, 1, 1))).ShouldBe("fleet.sessions[0].departAt");
        At(Of(new SimulatedSession(start, start + (241 * HourMs), 1, 1)) with { To = spec.From.PlusDays(20) }).ShouldBe("fleet.sessions[0].departAt");

        SimulationSpec Of(SimulatedSession session) => spec with { Vehicles = [], Sessions = [session] };
        static string At(SimulationSpec spec) => spec.Fleet().Rejection.ShouldBeOfType<InvalidInput>().Issues.ShouldHaveSingleItem().Path;
    }

    [Fact]
    public void Gaps_in_the_prices_are_named()
    {
        var timeline = PriceSignalTimeline.FromPoints([(0, 0.1m), (HourMs, null), (2 * HourMs, 0.2m), (3 * HourMs, null)]);
        var issue = SimulationPrices.Of(timeline.Read(0, 3 * HourMs), "prices").Rejection.ShouldBeOfType<InvalidInput>().Issues.ShouldHaveSingleItem();
        (issue.Path, issue.Message).ShouldBe(("prices", "must be known throughout, but are not from 1970-01-01T01:00:00Z to 1970-01-01T02:00:00Z"));
        SimulationPrices.Of(timeline.Read(0, 3 * HourMs), "areaId", "its price signal").Rejection!.Message
            .ShouldBe("areaId: prices must be known throughout, but its price signal has none from 1970-01-01T01:00:00Z to 1970-01-01T02:00:00Z");
        SimulationPrices.Of(timeline.Read(0, HourMs), "prices").IsAccepted.ShouldBeTrue();
    }

    private static SimulationResult Run(FleetVehicle vehicle, LocalDate from, LocalDate to, Func<double, decimal> priceAtHour, int step = int.MaxValue)
    {
        var spec = Spec(vehicle, from, to);
        var steps = ImmutableArray.CreateBuilder<PriceStep>();
        for (var at = spec.Days.FromMs; at < spec.Days.ToMs; at += HourMs)
            steps.Add(new PriceStep(at, priceAtHour(Instant.FromUnixTimeMilliseconds(at).InZone(s_brussels).Hour)));
        var simulation = new FleetSimulation(spec, spec.Fleet().Value, new SimulationPrices(steps.ToImmutable()));
        while (!simulation.IsDone)
            simulation.Step(step);
        simulation.Progress.ShouldBe(1);
        return simulation.Result();
    }

    private static SimulationSpec Spec(FleetVehicle vehicle, LocalDate from, LocalDate to) =>
        new() { From = from, To = to, Zone = s_brussels, Vehicles = [vehicle], Options = s_free };

    // From the mean load back to the energy, by how often each quarter occurs.
    private static decimal Energy(ImmutableArray<decimal> kw, LocalDate from, LocalDate to)
    {
        var days = SimulatedDays.Of(from, to, s_brussels);
        decimal energy = 0;
        for (var at = days.FromMs; at < days.ToMs; at += HourMs / 4)
        {
            var local = Instant.FromUnixTimeMilliseconds(at).InZone(s_brussels);
            energy += kw[(local.Hour * 4) + (local.Minute / 15)] / 4;
        }

        return energy;
    }
}
