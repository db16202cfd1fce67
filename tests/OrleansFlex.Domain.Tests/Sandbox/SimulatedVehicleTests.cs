using OrleansFlex.Domain.Sandbox;
using static OrleansFlex.Domain.Tests.Sandbox.SandboxFixture;

namespace OrleansFlex.Domain.Tests.Sandbox;

public sealed class SimulatedVehicleTests
{
    private static SimulatedVehicle Parked(double level, bool tapers = true, double limit = 100)
    {
        var car = new SimulatedVehicle(Car(VehicleHabits.Parked, limit, tapers), Area(), Evening);
        car.PlugIn();
        car.SetLevel(level);
        return car;
    }

    [Fact]
    public void Meter_matches_the_level_gain_at_the_wall_to_one_watt_hour()
    {
        var car = Parked(15);
        var before = car.StoredKwh;
        car.StartCharging();
        car.AdvanceTo(Evening + (20 * HourMs));
        car.Level.ShouldBe(100, 1e-9);
        car.IsCharging.ShouldBeFalse();
        car.MeterKwh.ShouldBe((car.StoredKwh - before) / 0.9, 1e-9);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(6.0)]
    [InlineData(2.0)]
    public void Meter_is_the_integral_of_power_through_the_taper(double? setpoint)
    {
        var car = Parked(60);
        car.StartCharging(setpoint);
        double integral = 0;
        const long step = 5_000;
        for (var at = Evening; at < Evening + (24 * HourMs); at += step)
        {
            var first = car.PowerKw;
            car.AdvanceTo(at + step);
            integral += (first + car.PowerKw) / 2 * step / HourMs;
        }

        car.MeterKwh.ShouldBe(integral, 0.01);
        car.Level.ShouldBe(100, 1e-6);
    }

    [Fact]
    public void Power_falls_in_a_line_from_80_to_100_percent()
    {
        var car = Parked(80);
        car.StartCharging();
        car.PowerKw.ShouldBe(11, 1e-9);
        car.SetLevel(90);
        car.PowerKw.ShouldBe(11 * 0.6, 1e-9);
        car.SetLevel(99.999);
        car.PowerKw.ShouldBe(11 * 0.2, 0.01);
    }

    [Fact]
    public void Reaching_the_limit_is_an_event_at_the_right_moment()
    {
        var car = Parked(50, tapers: false, limit: 80);
        car.StartCharging();
        var hours = 0.3 * 60 / 0.9 / 11;
        ((double)(car.NextEventMs - Evening)).ShouldBe(hours * HourMs, 1.0);
        car.AdvanceTo(car.NextEventMs).ShouldBe(1);
        car.Level.ShouldBe(80, 1e-9);
        car.IsCharging.ShouldBeFalse();
        car.StartCharging().ShouldBe(CommandOutcome.AtChargeLimit);
    }

    [Fact]
    public void Steps_of_any_length_give_the_same_course()
    {
        for (ulong seed = 0; seed < 40; seed++)
        {
            var whole = new SimulatedVehicle(Car(seed: seed), Area(), Evening) { ChargesOnPlugIn = true };
            var pieces = new SimulatedVehicle(Car(seed: seed), Area(), Evening) { ChargesOnPlugIn = true };
            var random = new SeededRandom(seed);
            var end = Evening + (20 * DayMs);
            for (var at = Evening; at < end; at += (long)(random.NextDouble() * 5 * HourMs))
                pieces.AdvanceTo(at);
            pieces.AdvanceTo(end);
            whole.AdvanceTo(end);
            whole.Level.ShouldBe(pieces.Level, 1e-6);
            whole.MeterKwh.ShouldBe(pieces.MeterKwh, 1e-6);
            whole.IsPluggedIn.ShouldBe(pieces.IsPluggedIn);
            whole.NextEventMs.ShouldBe(pieces.NextEventMs);
        }
    }

    [Fact]
    public void A_run_can_be_repeated()
    {
        static (double, double) Run()
        {
            var car = new SimulatedVehicle(Car(), Area(), Evening) { ChargesOnPlugIn = true };
            car.AdvanceTo(Evening + (60 * DayMs));
            return (car.Level, car.MeterKwh);
        }

        Run().ShouldBe(Run());
        Run().Item2.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Commands_meet_what_is_wrong_with_the_car()
    {
        var car = Parked(50);
        car.SetFaults(DeviceFaults.IgnoresCommands);
        car.StartCharging().ShouldBe(CommandOutcome.NoAnswer);
        car.SetFaults(DeviceFaults.None);
        car.StartCharging(7).ShouldBe(CommandOutcome.Done);
        car.PowerKw.ShouldBe(7);
        car.SetFaults(DeviceFaults.Vanished);
        car.IsCharging.ShouldBeTrue("a car that cannot be reached goes on charging");
        car.Observe(0).IsReachable.ShouldBeFalse();
        car.SetFaults(DeviceFaults.Failed);
        car.IsCharging.ShouldBeFalse();
        car.StartCharging().ShouldBe(CommandOutcome.Failed);
        car.SetFaults(DeviceFaults.None);
        car.Unplug();
        car.StartCharging().ShouldBe(CommandOutcome.NotPluggedIn);
    }

    [Fact]
    public void Driving_away_ends_with_a_return_and_a_lower_level()
    {
        var car = Parked(70);
        car.StartCharging();
        car.DriveAway(Evening + (2 * HourMs), tripKwh: 6);
        car.IsHome.ShouldBeFalse();
        car.NextEventMs.ShouldBe(Evening + (2 * HourMs));
        car.AdvanceTo(Evening + (3 * HourMs));
        car.IsPluggedIn.ShouldBeTrue();
        car.Level.ShouldBe(60, 1e-5);
        car.MeterKwh.ShouldBe(0);
    }

    [Fact]
    public void A_parked_car_has_no_events()
    {
        var car = Parked(70);
        car.NextEventMs.ShouldBe(long.MaxValue);
        car.AdvanceTo(Evening + (335 * DayMs)).ShouldBe(0);
    }

    [Fact]
    public void A_car_is_small()
    {
        const int count = 10_000;
        var spec = Car();
        var area = Area();
        var cars = new SimulatedVehicle[count];
        cars[0] = new SimulatedVehicle(spec, area, Evening);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1; i < count; i++)
            cars[i] = new SimulatedVehicle(spec, area, Evening);
        ((GC.GetAllocatedBytesForCurrentThread() - before) / (double)(count - 1)).ShouldBeLessThan(200);
        GC.KeepAlive(cars);
    }
}
