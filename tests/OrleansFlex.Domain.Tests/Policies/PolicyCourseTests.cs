using NodaTime;
using OrleansFlex.Domain.Policies;
using OrleansFlex.Domain.Schedules;
using OrleansFlex.Domain.Sessions;

namespace OrleansFlex.Domain.Tests.Policies;

public sealed class PolicyCourseTests
{
    // Monday 2026-01-05, 18:00 UTC.
    private const long Evening = 1_767_636_000_000;
    private const long Minute = 60_000;
    private const long Hour = 60 * Minute;

    private static readonly PolicyTerms Terms = new(WeeklySchedule.EveryDay(new DaySchedule(420, 80)), DateTimeZone.Utc, 20, 90);

    [Fact]
    public void A_plug_in_begins_a_session_and_an_unplug_settles_it()
    {
        var (course, vehicle) = PluggedIn(level: 40);
        course.Session.ShouldNotBeNull();

        var gone = vehicle with { AtMs = Evening + Hour, IsPluggedIn = false, Level = 40 };
        var next = course.Observe(vehicle, gone, false, Terms, out var settled);

        next.Session.ShouldBeNull();
        settled!.Decided.ShouldBe(new SessionOutcome(false, 1, false, null, 40));
    }

    [Fact]
    public void An_immediate_override_ends_at_its_target()
    {
        var (course, vehicle) = PluggedIn(level: 40);
        course = Set(course, new DriverOverride { IsImmediate = true, Target = 60 }, vehicle);
        course.IsImmediate.ShouldBeTrue();

        course = course.Observe(vehicle, vehicle with { AtMs = Evening + Hour, Level = 60, IsCharging = true }, true, Terms, out _);

        course.Override.ShouldBeNull();
        course.ServedUntilMs.ShouldBe(0);
    }

    [Fact]
    public void A_target_that_is_met_already_is_over_at_once()
    {
        var (course, vehicle) = PluggedIn(level: 70);

        Set(course, new DriverOverride { IsImmediate = true, Target = 60 }, vehicle).Override.ShouldBeNull();
    }

    [Fact]
    public void An_override_waits_for_the_plug_in_and_ends_with_the_unplug()
    {
        var away = Vehicle(level: 40) with { IsPluggedIn = false };
        var course = Set(PolicyCourse.Fresh, new DriverOverride { IsImmediate = true, Target = 60 }, away);
        course = course.Observe(away, away with { AtMs = Evening + Minute }, null, Terms, out _);
        course.IsImmediate.ShouldBeTrue();
        var here = Vehicle(level: 40) with { AtMs = Evening + Hour };
        course = course.Observe(away, here, null, Terms, out _);
        course.Override!.HasRun.ShouldBeTrue();

        course.Observe(here, here with { AtMs = Evening + (2 * Hour), IsPluggedIn = false }, true, Terms, out _).Override.ShouldBeNull();
    }

    [Fact]
    public void An_upcoming_override_takes_the_deadline_that_it_replaces_with_it()
    {
        var (course, vehicle) = PluggedIn(level: 40);
        var earlier = Evening + (5 * Hour);
        course = Set(course, new DriverOverride { ReadyByMs = earlier, Target = 60 }, vehicle);
        course.Need(Terms, Evening).ShouldSatisfyAllConditions(need => need.ReadyByMs.ShouldBe(earlier), need => need.Target.ShouldBe(60), need => need.IsOverride.ShouldBeTrue());

        course = course.Advance(vehicle, Terms, earlier);

        course.Override.ShouldBeNull();
        course.Need(Terms, earlier).ReadyByMs.ShouldBe(Evening + (37 * Hour));
    }

    [Fact]
    public void Only_one_override_at_a_time()
    {
        var (course, vehicle) = PluggedIn(level: 40);
        course = Set(course, new DriverOverride { Target = 85 }, vehicle);

        course.Set(new DriverOverride { IsImmediate = true, Target = 60 }, vehicle, Terms, Evening).Rejection!.Code.ShouldBe("override.exists");
    }

    [Theory]
    [InlineData(true, null, null, "target")]
    [InlineData(true, 91.0, null, "target")]
    [InlineData(true, -1.0, null, "target")]
    [InlineData(true, double.NaN, null, "target")]
    [InlineData(false, null, null, "readyBy")]
    [InlineData(false, 10.0, null, "minimumChargeTarget")]
    [InlineData(false, 100.5, null, "minimumChargeTarget")]
    [InlineData(false, null, Evening, "readyBy")]
    public void A_wish_that_breaks_a_rule_is_refused_with_its_member(bool immediate, double? target, long? readyBy, string path)
    {
        var wish = new DriverOverride { IsImmediate = immediate, Target = target, ReadyByMs = readyBy };

        ((InvalidInput)DriverOverride.Check(wish, Terms, 90, Evening).Rejection!).Issues.Select(issue => issue.Path).ShouldContain(path);
    }

    [Fact]
    public void A_start_by_hand_is_the_drivers_and_one_that_was_asked_for_is_not()
    {
        var (course, idle) = PluggedIn(level: 40);
        var charging = idle with { AtMs = Evening + Minute, IsCharging = true };

        course.Observe(idle, charging, false, Terms, out _).Manual.ShouldBe(ManualControl.Started);
        course.Observe(idle, charging, true, Terms, out _).Manual.ShouldBe(ManualControl.None);
        course.Observe(idle, charging with { Command = CommandStanding.Starting }, false, Terms, out _).Manual.ShouldBe(ManualControl.None);
        course.Observe(idle, charging with { CommandSinceMs = Evening - Minute }, false, Terms, out _).Manual.ShouldBe(ManualControl.None);
    }

    [Fact]
    public void A_stop_by_hand_holds_until_the_deadline()
    {
        var (course, idle) = PluggedIn(level: 40);
        var charging = idle with { AtMs = Evening + Minute, IsCharging = true };
        course = course.Observe(idle, charging, true, Terms, out _);
        course = course.Observe(charging, idle with { AtMs = Evening + (20 * Minute), Level = 45 }, true, Terms, out _);

        course.Manual.ShouldBe(ManualControl.Stopped);
        course.Advance(idle, Terms, Evening + (12 * Hour)).Manual.ShouldBe(ManualControl.Stopped);
        course.Advance(idle, Terms, Evening + (13 * Hour)).Manual.ShouldBe(ManualControl.None);
    }

    [Fact]
    public void A_vehicle_that_is_full_has_not_been_stopped_by_hand()
    {
        var (course, idle) = PluggedIn(level: 80);
        var charging = idle with { AtMs = Evening + Minute, IsCharging = true };
        course = course.Observe(idle, charging, true, Terms, out _);

        course.Observe(charging, idle with { AtMs = Evening + Hour, Level = 90 }, true, Terms, out _).Manual.ShouldBe(ManualControl.None);
    }

    [Fact]
    public void A_deadline_that_passes_is_judged_and_the_next_target_counts_on()
    {
        var (course, vehicle) = PluggedIn(level: 79.5);
        course = course.Advance(vehicle, Terms, Evening + (13 * Hour));

        course.Session!.Decided.ShouldBe(new SessionOutcome(false, 1, true, null, null));
        course = course.Note(course.Need(Terms, Evening + (13 * Hour)), Terms, StatusState.Regular, Evening + (13 * Hour), vehicle);
        course.Session!.Target!.Id.ShouldBe(2);

        // Nothing was charged towards the second one.
        course.Observe(vehicle, vehicle with { AtMs = Evening + (14 * Hour), IsPluggedIn = false }, false, Terms, out var settled).Session.ShouldBeNull();
        settled!.Target!.Id.ShouldBe(1);
    }

    [Fact]
    public void A_target_that_is_reached_as_it_is_set_is_noted_at_once()
    {
        var (course, _) = PluggedIn(level: 85);

        course.Session!.ReachedAtMs.ShouldBe(Evening);
    }

    [Fact]
    public void An_unplug_that_nobody_told_of_still_ends_the_session()
    {
        var (course, vehicle) = PluggedIn(level: 40);
        vehicle = vehicle with { MeterKwh = 100 };
        course = course.Observe(vehicle, vehicle, false, Terms, out _);
        var again = vehicle with { AtMs = Evening + (2 * Hour), PluggedInSinceMs = Evening + Hour, MeterKwh = 103 };

        course = course.Observe(null, again, false, Terms, out var settled);

        settled!.MilliWh.ShouldBe(0);
        course.Session!.PluggedInAtMs.ShouldBe(Evening + Hour);
        course.Session.MilliWh.ShouldBe(3_000_000);
    }

    [Fact]
    public void A_vehicle_that_only_seemed_to_be_elsewhere_begins_another_session_and_pays_once()
    {
        var (course, vehicle) = PluggedIn(level: 40);
        vehicle = vehicle with { MeterKwh = 100, PluggedInSinceMs = Evening };
        course = course.Observe(vehicle, vehicle, false, Terms, out _);
        var elsewhere = vehicle with { AtMs = Evening + Minute, IsPluggedIn = false, MeterKwh = 101 };
        course = course.Observe(vehicle, elsewhere, false, Terms, out var first);
        course = course.Observe(elsewhere, vehicle with { AtMs = Evening + (2 * Minute), MeterKwh = 102 }, false, Terms, out _);

        first!.MilliWh.ShouldBe(1_000_000);
        course.Session!.PluggedInAtMs.ShouldBeGreaterThan(first.PluggedInAtMs);
        course.Session.MilliWh.ShouldBe(0);
    }

    [Fact]
    public void Sessions_that_begin_at_the_same_instant_can_be_told_apart()
    {
        var (course, vehicle) = PluggedIn(level: 40);
        var first = course.Session!;
        course = course.Observe(vehicle, vehicle with { IsPluggedIn = false }, false, Terms, out _);
        course = course.Observe(vehicle with { IsPluggedIn = false }, vehicle, false, Terms, out _);

        course.Session!.PluggedInAtMs.ShouldBeGreaterThan(first.PluggedInAtMs);
    }

    [Fact]
    public void A_session_ends_with_the_level_that_was_seen_last_even_if_that_was_not_worth_a_note()
    {
        var (course, vehicle) = PluggedIn(level: 40);
        var idle = vehicle with { AtMs = Evening + Minute, RateKw = 0 };
        course = course.Observe(vehicle, idle, false, Terms, out _);
        var drifted = idle with { AtMs = Evening + (2 * Minute), Level = 40.75 };
        var after = course.Observe(idle, drifted, false, Terms, out _);
        after.Session!.Last.Level.ShouldBe(40);

        after.Observe(drifted, drifted with { AtMs = Evening + (3 * Minute), IsPluggedIn = false, Level = null }, false, Terms, out var unplugged);
        unplugged!.Last.Level.ShouldBe(40.75);
        var back = drifted with { AtMs = Evening + (9 * Minute), PluggedInSinceMs = Evening + (8 * Minute), Level = 35 };
        after.Observe(drifted, back, false, Terms, out var missed);
        missed!.Last.Level.ShouldBe(40.75);
    }

    [Fact]
    public void What_flows_after_idle_readings_that_were_not_kept_flowed_after_the_last_of_them()
    {
        var (course, vehicle) = PluggedIn(level: 40);
        var idle = vehicle with { AtMs = Evening + Minute, RateKw = 0, MeterKwh = 100 };
        course = course.Observe(vehicle, idle, false, Terms, out _);
        for (var i = 1; i <= 7; i++)
        {
            var next = idle with { AtMs = Evening + (30 * i * Minute), Level = 40 + (0.1 * i) };
            var after = course.Observe(idle, next, false, Terms, out _);
            after.ShouldBeSameAs(course);
            idle = next;
        }

        course = course.Observe(idle, idle with { AtMs = Evening + (225 * Minute), MeterKwh = 100.5 }, false, Terms, out _);

        var run = course.Session!.PastRuns().ShouldHaveSingleItem();
        run.StartMs.ShouldBe(Evening + (210 * Minute));
        run.EndMs.ShouldBeInRange(run.StartMs, Evening + (225 * Minute));
        run.MilliWh.ShouldBe(500_000);
    }

    [Theory]
    [InlineData(11, 4.14)]
    [InlineData(7.4, 1.38)]
    public void A_vehicle_is_never_set_below_six_amperes(double maxKw, double leastKw) => PolicyRules.LeastPowerKw(maxKw).ShouldBe(leastKw, 1e-9);

    [Theory]
    [InlineData(null, null, false)]
    [InlineData(3.0, null, true)]
    [InlineData(3.0, 3.2, false)]
    [InlineData(3.0, 3.3, true)]
    [InlineData(10.0, 10.4, false)]
    public void A_power_is_told_anew_where_it_differs_noticeably(double? one, double? other, bool differs)
    {
        PolicyRules.IsOtherPower(one, other).ShouldBe(differs);
        PolicyRules.IsOtherPower(other, one).ShouldBe(differs);
    }

    [Fact]
    public void States_come_in_their_order()
    {
        var plain = PolicyCourse.Fresh;
        var immediate = plain with { Override = new DriverOverride { IsImmediate = true, Target = 60 } };
        var upcoming = plain with { Override = new DriverOverride { Target = 60, ReplacedMs = Evening } };

        immediate.State(false, 5, 20, true).ShouldBe(StatusState.Unavailable);
        immediate.State(true, 5, 20, true).ShouldBe(StatusState.BatteryReserve);
        immediate.State(true, 50, 20, true).ShouldBe(StatusState.ImmediateOverride);
        upcoming.State(true, 50, 20, true).ShouldBe(StatusState.Inflexible);
        upcoming.State(true, 50, 20, false).ShouldBe(StatusState.UpcomingOverride);
        plain.State(true, 50, 20, false).ShouldBe(StatusState.Regular);
    }

    private static PolicyCourse Set(PolicyCourse course, DriverOverride wish, ObservedVehicle vehicle) => course.Set(wish, vehicle, Terms, Evening).Value;

    private static (PolicyCourse Course, ObservedVehicle Vehicle) PluggedIn(double level)
    {
        var away = Vehicle(level) with { AtMs = Evening - Minute, IsPluggedIn = false };
        var vehicle = Vehicle(level);
        var course = PolicyCourse.Fresh.Observe(away, vehicle, null, Terms, out _);
        return (course.Note(course.Need(Terms, Evening), Terms, StatusState.Regular, Evening, vehicle), vehicle);
    }

    private static ObservedVehicle Vehicle(double level) => new()
    {
        AtMs = Evening,
        IsPluggedIn = true,
        Level = level,
        ChargeLimit = 90,
        CapacityKwh = 75,
        Efficiency = 0.9,
        MaxKw = 11,
    };
}
