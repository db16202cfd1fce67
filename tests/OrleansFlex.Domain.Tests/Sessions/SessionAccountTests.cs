using OrleansFlex.Domain.Sessions;

namespace OrleansFlex.Domain.Tests.Sessions;

public sealed class SessionAccountTests
{
    private const long Noon = 1_780_056_000_000;
    private const long Minute = 60_000;
    private const double KwhPerPercent = 0.75 / 0.9;

    [Fact]
    public void The_register_counts_before_power_and_level()
    {
        var session = Begin(meter: 100, rate: 11, level: 40, charging: true);

        session = Account(session, 30, meter: 102.5, rate: 11, level: 60, charging: true);

        session.MilliWh.ShouldBe(2_500_000);
        session.Ledger().Select(entry => entry.MilliWh).ShouldBe([1_250_000, 1_250_000]);
    }

    [Fact]
    public void Power_holds_for_half_an_hour_at_most()
    {
        var session = Account(Begin(rate: 10, charging: true), 60, rate: 10, charging: true);

        session.MilliWh.ShouldBe(5_000_000);
    }

    [Fact]
    public void What_flowed_in_years_of_silence_counts_in_their_last_month()
    {
        var session = Account(Begin(meter: 100, rate: 8, charging: true), 20 * 366 * 24 * 60, meter: 400, rate: 8, charging: true);

        session.MilliWh.ShouldBe(300_000_000);
        session.Ledger().Length.ShouldBeInRange(30 * 96, 32 * 96);
    }

    [Fact]
    public void The_level_tells_where_nothing_else_does()
    {
        var session = Account(Begin(level: 40, charging: true), 60, level: 46, charging: true);

        session.MilliWh.ShouldBe(5_000_000);
    }

    [Fact]
    public void The_level_of_an_idle_vehicle_may_drift_without_a_word()
    {
        var session = Begin(rate: 0, level: 40);

        Account(session, 30, rate: 0, level: 40.9).ShouldBeSameAs(session);
        Account(session, 30, rate: 0, level: 39.1).ShouldBeSameAs(session);
        Account(session, 30, rate: 0, level: 41).Last.Level.ShouldBe(41);
        Account(session, 30, rate: 0, level: 40.5, charging: true).Last.Level.ShouldBe(40.5);
        // Where nothing else tells of energy, every rise does.
        Account(Begin(level: 40), 30, level: 40.5).MilliWh.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_register_that_was_reset_leaves_it_to_the_power()
    {
        var session = Account(Begin(meter: 100, rate: 8, charging: true), 15, meter: 0.5, rate: 8, charging: true);

        session.MilliWh.ShouldBe(2_000_000);
        Account(session, 30, meter: 2.5, rate: 8, charging: true).MilliWh.ShouldBe(4_000_000);
    }

    [Fact]
    public void What_flowed_around_the_plug_in_belongs_to_the_session()
    {
        var session = SessionAccount.Begin(Noon, new MeterReading(Noon, true, 100.25, 7, 40), new MeterReading(Noon - (5 * Minute), false, 100, 0, 40), StatusState.Regular);

        session.MilliWh.ShouldBe(250_000);
    }

    [Fact]
    public void Energy_goes_to_the_states_in_proportion_to_their_time()
    {
        var session = Begin(meter: 0, rate: 12, charging: true, state: StatusState.BatteryReserve);
        session = SessionAccount.Enter(session, StatusState.Regular, Noon + (5 * Minute));

        session = Account(session, 15, meter: 3, rate: 12, charging: true);

        session.Ledger().ShouldBe([new EnergyEntry(Noon, StatusState.BatteryReserve, 1_000_000), new EnergyEntry(Noon, StatusState.Regular, 2_000_000)], ignoreOrder: true);
        session.PastRuns().Select(run => (run.State, run.StartMs, run.EndMs)).ShouldBe(
        [
            (StatusState.BatteryReserve, Noon, Noon + (5 * Minute)),
            (StatusState.Regular, Noon + (5 * Minute), Noon + (15 * Minute)),
        ]);
    }

    [Fact]
    public void Charging_that_began_between_two_readings_ends_at_the_later_one()
    {
        var session = Account(Begin(meter: 0, rate: 0), 60, meter: 5, rate: 10, charging: true);

        session.PastRuns().ShouldBe([new ChargedRun(Noon + (30 * Minute), Noon + (60 * Minute), StatusState.Regular, 5_000_000)]);
    }

    [Fact]
    public void Charging_that_ended_between_two_readings_began_at_the_earlier_one()
    {
        var session = Account(Begin(meter: 0, rate: 10, charging: true), 60, meter: 5, rate: 0);

        session.PastRuns().ShouldBe([new ChargedRun(Noon, Noon + (30 * Minute), StatusState.Regular, 5_000_000)]);
    }

    [Fact]
    public void A_pause_makes_two_stretches()
    {
        var session = Account(Begin(meter: 0, rate: 8, charging: true), 15, meter: 2, rate: 0);
        session = Account(session, 60, meter: 2, rate: 8, charging: true);
        session = Account(session, 75, meter: 4, rate: 0);

        session.PastRuns().Length.ShouldBe(2);
        session.PastRuns().Sum(run => run.MilliWh).ShouldBe(4_000_000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_is_read_the_parts_add_up_to_what_the_register_says(int seed)
    {
        for (var round = 0; round < 2_000; round++)
        {
            var random = new Random((seed * 100_000) + round);
            var atMs = Noon + random.Next(1_000_000);
            double meter = random.Next(100_000) + random.NextDouble();
            var first = meter;
            var session = SessionAccount.Begin(atMs, new MeterReading(atMs, random.Next(2) == 0, meter, random.Next(12), 50), null, StatusState.Regular);
            for (var step = random.Next(20); step >= 0; step--)
            {
                atMs += random.Next(3) == 0 ? 0 : random.Next(4_000_000);
                if (random.Next(3) == 0)
                    session = SessionAccount.Enter(session, (StatusState)random.Next(6), atMs - random.Next(2_000_000));
                meter += random.Next(3) == 0 ? 0 : random.NextDouble() * 5;
                session = SessionAccount.Account(session, new MeterReading(atMs, random.Next(2) == 0, meter, random.Next(12), 50), KwhPerPercent, 11);
            }

            var expected = (long)Math.Round(meter * 1e6) - (long)Math.Round(first * 1e6);
            session.MilliWh.ShouldBe(expected);
            session.Ledger().Sum(entry => entry.MilliWh).ShouldBe(expected);
            session.PastRuns().Sum(run => run.MilliWh).ShouldBe(expected);
            ShouldBeOrdered(session);
        }
    }

    private static void ShouldBeOrdered(PlugSession session)
    {
        var runs = session.PastRuns();
        for (var i = 0; i < runs.Length; i++)
        {
            runs[i].EndMs.ShouldBeGreaterThanOrEqualTo(runs[i].StartMs);
            if (i > 0)
                runs[i].StartMs.ShouldBeGreaterThanOrEqualTo(runs[i - 1].EndMs);
        }

        var ledger = session.Ledger();
        for (var i = 1; i < ledger.Length; i++)
            (ledger[i].QuarterMs, ledger[i].State).CompareTo((ledger[i - 1].QuarterMs, ledger[i - 1].State)).ShouldBePositive();
    }

    private static PlugSession Begin(double? meter = null, double? rate = null, double? level = null, bool charging = false, StatusState state = StatusState.Regular) =>
        SessionAccount.Begin(Noon, new MeterReading(Noon, charging, meter, rate, level), null, state);

    private static PlugSession Account(PlugSession session, int minute, double? meter = null, double? rate = null, double? level = null, bool charging = false) =>
        SessionAccount.Account(session, new MeterReading(Noon + (minute * Minute), charging, meter, rate, level), KwhPerPercent, 11);
}
