using System.Diagnostics;
using OrleansFlex.Domain.Sandbox;
using static OrleansFlex.Domain.Tests.Sandbox.SandboxFixture;

namespace OrleansFlex.Domain.Tests.Sandbox;

public sealed class SimulatedHouseholdTests(ITestOutputHelper output)
{
    private static readonly DeviceKind[] Everything =
        [DeviceKind.Vehicle, DeviceKind.Battery, DeviceKind.Hvac, DeviceKind.Solar, DeviceKind.Meter];

    private static SimulatedHousehold Full(ulong seed) =>
        new(HouseholdFactory.Create(seed, 3, Everything, 50.8, 4.4), Area(seed), Evening);

    [Fact]
    public void Net_meter_is_the_integral_of_net_power()
    {
        for (ulong seed = 1; seed < 6; seed++)
        {
            var house = Full(seed);
            house.Vehicle!.ChargesOnPlugIn = true;
            double integral = 0;
            const long step = 10_000;
            for (var at = Evening; at < Evening + (3 * DayMs); at += step)
            {
                house.AdvanceTo(at);
                var before = house.NetPowerKw;
                house.AdvanceTo(at + step - 1);
                integral += (before + house.NetPowerKw) / 2 * step / HourMs;
            }

            house.AdvanceTo(Evening + (3 * DayMs));
            house.NetMeterKwh.ShouldBe(integral, 0.1);
        }
    }

    [Fact]
    public void Steps_of_any_length_give_the_same_meters()
    {
        for (ulong seed = 1; seed < 6; seed++)
        {
            var whole = Full(seed);
            var pieces = Full(seed);
            var random = new SeededRandom(seed);
            var end = Evening + (10 * DayMs);
            for (var at = Evening; at < end; at += (long)(random.NextDouble() * 2 * HourMs))
                pieces.AdvanceTo(at);
            pieces.AdvanceTo(end);
            whole.AdvanceTo(end);
            whole.NetMeterKwh.ShouldBe(pieces.NetMeterKwh, 1e-3);
            whole.HeatPump!.TemperatureC.ShouldBe(pieces.HeatPump!.TemperatureC, 1e-6);
            whole.Battery!.Level.ShouldBe(pieces.Battery!.Level, 1e-3);
        }
    }

    [Fact]
    public void Battery_conserves_energy()
    {
        var house = Full(4);
        var before = house.Battery!.StoredKwh;
        house.AdvanceTo(Evening + (40 * DayMs));
        var battery = house.Battery;
        battery.StoredKwh.ShouldBe(
            before + (battery.ChargedKwh * 0.95) - (battery.DischargedKwh / 0.95), 1e-6);
        battery.DischargedKwh.ShouldBeGreaterThan(0.5);
        battery.Level.ShouldBeInRange(9.999, 100.001);
    }

    [Fact]
    public void House_stays_warm_in_january()
    {
        var house = Full(2);
        house.AdvanceTo(Evening + DayMs);
        for (var hour = 0; hour < 240; hour++)
        {
            house.AdvanceTo(Evening + DayMs + (hour * HourMs));
            house.HeatPump!.TemperatureC.ShouldBeInRange(15, 24);
        }

        house.HeatPump!.MeterKwh.ShouldBeInRange(60, 800);
    }

    [Fact]
    public void Solar_year_is_plausible_for_belgium()
    {
        var spec = HouseholdFactory.Create(1, 0, [DeviceKind.Solar], 50.8, 4.4);
        var house = new SimulatedHousehold(spec, Area(), Evening);
        house.AdvanceTo(Evening + (365 * DayMs));
        (house.Solar!.MeterKwh / spec.Solar!.PeakKw).ShouldBeInRange(650, 1150);
    }

    [Fact]
    public void Eleven_months_of_an_idle_household_are_fast()
    {
        var watch = Stopwatch.StartNew();
        var house = Full(9);
        house.AdvanceTo(Evening + (335 * DayMs));
        output.WriteLine($"eleven months of five devices: {watch.ElapsedMilliseconds} ms");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Events_of_the_car_are_reported_in_time_order()
    {
        var seen = new List<DeviceObservation>();
        var house = Full(5);
        house.AdvanceTo(Evening + (7 * DayMs), seen);
        seen.Count.ShouldBeGreaterThan(6);
        seen.Select(o => o.AtMs).ShouldBeInOrder();
        seen.ShouldContain(o => o.IsPluggedIn == true);
        seen.ShouldContain(o => o.IsHome == false);
    }
}
