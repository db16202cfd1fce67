using NodaTime;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Policies;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Domain.Schedules;
using OrleansFlex.Domain.Sessions;

namespace OrleansFlex.Domain.Tests.Policies;

/// <summary>How sessions come out, and to which state their energy belongs, where a vehicle takes its time to obey.</summary>
public sealed class PolicyOutcomeTests
{
    // Monday 2026-01-05, 18:00 UTC; the deadline is 07:00 with 80 %.
    private const long Evening = 1_767_636_000_000;
    private const long Second = 1_000;
    private const long Minute = 60_000;
    private const long Hour = 60 * Minute;

    private static readonly PolicyTerms Terms = new(WeeklySchedule.EveryDay(new DaySchedule(420, 80)), DateTimeZone.Utc, 20, 100);

    [Fact]
    public void A_target_that_is_met_when_it_is_set_is_reached_at_once()
    {
        var (course, vehicle) = PluggedIn(85);

        course.Session!.ReachedAtMs.ShouldBe(Evening);
        Take(course, vehicle, Evening + (13 * Hour)).Course.Session!.ShouldSatisfyAllConditions(
            session => session.Target!.Id.ShouldBe(2), session => session.ReachedAtMs.ShouldBe(Evening + (13 * Hour)));
    }

    [Fact]
    public void A_target_is_reached_where_the_level_crosses_it_between_two_readings()
    {
        var (course, vehicle) = PluggedIn(70);
        var charging = vehicle with { AtMs = Evening + Minute, IsCharging = true, RateKw = 11, Level = 70 };
        course = course.Observe(vehicle, charging, true, Terms, out _);

        course = course.Observe(charging, charging with { AtMs = Evening + (21 * Minute), Level = 90 }, true, Terms, out _);

        course.Session!.ReachedAtMs.ShouldBe(Evening + (11 * Minute));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_target_is_reached_at_the_same_time_whoever_looks_first(bool looksBefore)
    {
        var (course, vehicle) = PluggedIn(70);
        for (var quarter = 0; quarter < 8; quarter++)
        {
            var next = vehicle with { AtMs = Evening + (quarter * 15 * Minute), IsCharging = true, RateKw = 8, Level = 71 + (2.5 * quarter), MeterKwh = 100 + (2 * quarter) };
            if (looksBefore)
                course = Take(course, vehicle, next.AtMs).Course;
            course = Take(course.Observe(vehicle, next, true, Terms, out _), next, next.AtMs).Course;
            vehicle = next;
        }

        course.Session!.ReachedAtMs.ShouldBe(Evening + (54 * Minute));
    }

    [Fact]
    public void A_higher_charge_limit_leaves_something_to_be_reached()
    {
        var (course, vehicle) = PluggedIn(60, limit: 60);
        course.Session!.ReachedAtMs.ShouldNotBeNull();

        course.Observe(vehicle, vehicle with { AtMs = Evening + Minute, ChargeLimit = 100 }, false, Terms, out _).Session!.ReachedAtMs.ShouldBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_session_in_which_only_an_override_was_served_is_judged_by_it(bool isImmediate)
    {
        var (course, vehicle) = PluggedIn(50);
        course = course.Set(new DriverOverride { IsImmediate = isImmediate, Target = 60 }, vehicle, Terms, Evening).Value;
        course = Take(course, vehicle, Evening).Course;
        var charging = vehicle with { AtMs = Evening + Minute, IsCharging = true, RateKw = 11, MeterKwh = 100 };
        course = course.Observe(vehicle, charging, true, Terms, out _);
        var there = charging with { AtMs = Evening + (44 * Minute), Level = 60, MeterKwh = 108 };
        course = Take(course.Observe(charging, there, true, Terms, out _), there, there.AtMs).Course;
        // It is told to stop, and does so a little later.
        var stopped = there with { AtMs = there.AtMs + (6 * Second), IsCharging = false, Level = 60.02, MeterKwh = 108.02 };
        course = Take(course.Observe(there, stopped, false, Terms, out _), stopped, stopped.AtMs).Course;
        course.Session!.Target!.MinimumChargeTarget.ShouldBe(80);

        course.Observe(stopped, stopped with { AtMs = Evening + (2 * Hour), IsPluggedIn = false }, false, Terms, out var settled);

        settled!.Target!.MinimumChargeTarget.ShouldBe(60);
        settled.Decided.ShouldBe(new SessionOutcome(isImmediate, 2, true, there.AtMs, null));
        // What flowed until it stopped belongs to what it was started for.
        settled.PastRuns().ShouldHaveSingleItem().State.ShouldBe(isImmediate ? StatusState.ImmediateOverride : StatusState.UpcomingOverride);
    }

    [Fact]
    public void Reserve_is_not_charged_towards_the_next_target()
    {
        var (course, vehicle) = PluggedIn(5);
        var charging = vehicle with { AtMs = Evening + (12 * Hour), IsCharging = true, RateKw = 11, MeterKwh = 100 };
        course = Take(course.Observe(vehicle, charging, true, Terms, out _), charging, charging.AtMs).Course;
        course = Take(course, charging with { Level = 12, AtMs = Evening + (13 * Hour) }, Evening + (13 * Hour)).Course;

        course.Observe(charging, charging with { AtMs = Evening + (14 * Hour), IsPluggedIn = false, IsCharging = false, Level = 18, MeterKwh = 112 }, true, Terms, out var settled);

        settled!.Target!.Id.ShouldBe(1);
        settled.Decided!.IsOnTarget.ShouldBeFalse();
    }

    [Fact]
    public void A_stop_that_is_not_obeyed_does_not_hold_the_state_for_ever()
    {
        var (course, vehicle) = PluggedIn(85);
        var charging = vehicle with { IsCharging = true, Command = CommandStanding.Stopping, CommandSinceMs = Evening };
        var wish = course.Set(new DriverOverride { IsImmediate = true, Target = 90 }, vehicle, Terms, Evening).Value;
        course = Take(wish, vehicle, Evening).Course.Clear();

        Take(course, charging, Evening + (9 * Minute)).Course.Session!.State.ShouldBe(StatusState.ImmediateOverride);
        Take(course, charging, Evening + (11 * Minute)).Course.Session!.State.ShouldBe(StatusState.Regular);
    }

    [Fact]
    public void Readings_of_a_vehicle_out_of_reach_add_nothing_until_it_is_back()
    {
        var (course, vehicle) = PluggedIn(50);
        var charging = vehicle with { AtMs = Evening + Minute, IsCharging = true, RateKw = 11, MeterKwh = 100 };
        course = course.Observe(vehicle, charging, true, Terms, out _);
        var lost = charging with { AtMs = Evening + (20 * Minute), UnreachableSinceMs = Evening + (20 * Minute) };
        course = course.Observe(charging, lost, true, Terms, out _);
        course.Session!.Last.AtMs.ShouldBe(charging.AtMs);

        course = course.Observe(lost, charging with { AtMs = Evening + (61 * Minute), Level = 66.5, MeterKwh = 111 }, true, Terms, out _);

        course.Session!.MilliWh.ShouldBe(11_000_000);
        course.Session.PastRuns().ShouldHaveSingleItem().EndMs.ShouldBe(Evening + (61 * Minute));
    }

    [Fact]
    public void Word_that_a_vehicle_is_out_of_reach_does_not_make_its_level_stand_still()
    {
        var lost = PluggedIn(50).Vehicle with { IsCharging = true, RateKw = 11, UnreachableSinceMs = Evening, AtMs = Evening + (20 * Minute) };

        lost.LevelAt(Evening + (20 * Minute)).ShouldBe(50 + (11 / 3.0 / 0.8), 1e-9);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(75, false)]
    public void A_deadline_that_passed_out_of_sight_is_judged_when_the_vehicle_is_back(double level, bool isOnTarget)
    {
        var deadline = Evening + (13 * Hour);
        var (course, vehicle) = PluggedIn(50);
        var charging = vehicle with { AtMs = deadline - Hour, IsCharging = true, RateKw = 5, MeterKwh = 100 };
        var lost = charging with { AtMs = deadline - (50 * Minute), UnreachableSinceMs = deadline - (50 * Minute) };
        course = course.Observe(vehicle, charging, true, Terms, out _).Observe(charging, lost, true, Terms, out _);
        course = Take(course, lost, deadline).Course;
        course.Session!.Decided!.IsOnTarget.ShouldBeFalse();

        course = course.Observe(lost, charging with { AtMs = deadline + (30 * Minute), Level = level, MeterKwh = 130 }, null, Terms, out _);

        var decided = course.Session!.Decided!;
        (decided.IsOnTarget, decided.ReachedAtMs).ShouldBe((isOnTarget, isOnTarget ? deadline - (6 * Minute) : null));
        decided.LevelAtReadyBy.ShouldBe(isOnTarget ? null : 50 + (25 / 1.5));
    }

    [Fact]
    public void A_change_of_price_within_a_stretch_of_charging_is_no_edge()
    {
        var (course, vehicle) = PluggedIn(10);
        var situation = Situation(vehicle, Evening) with { Prices = PriceCurve.Create([new PriceStep(0, 0.1m), new PriceStep(Evening + (20 * Minute), 0.2m)]) };
        var buffer = new PlanBuffer();

        // The reserve is charged across the change, and so is what follows it.
        var turn = PolicyTurn.Take(course, situation, buffer);

        buffer.Blocks.Length.ShouldBeGreaterThan(1);
        turn.NextEdgeMs.ShouldBe(buffer.ForcedUntilMs);
    }

    [Fact]
    public void A_failed_start_stays_an_error_until_the_vehicle_charges()
    {
        var (course, vehicle) = PluggedIn(50);
        var failed = vehicle with { AtMs = Evening + Minute, Command = CommandStanding.StartFailed };
        course = course.Observe(vehicle, failed, true, Terms, out _);
        // The deadline has passed, and nothing is wished any more.
        course = course.Observe(failed, vehicle with { AtMs = Evening + (14 * Hour) }, false, Terms, out _);
        course.Session!.StartFailed.ShouldBeTrue();

        course.Observe(vehicle, vehicle with { AtMs = Evening + (15 * Hour), IsPluggedIn = false }, false, Terms, out var settled);
        settled!.StartFailed.ShouldBeTrue();
        course.Observe(vehicle, vehicle with { AtMs = Evening + (15 * Hour), IsCharging = true }, true, Terms, out _).Session!.StartFailed.ShouldBeFalse();
    }

    [Fact]
    public void After_a_stop_by_hand_the_level_is_expected_to_stay()
    {
        var (course, vehicle) = PluggedIn(50);
        var buffer = new PlanBuffer();

        PolicyTurn.Take(course with { Manual = ManualControl.Stopped, ManualUntilMs = Evening + (13 * Hour) }, Situation(vehicle, Evening), buffer);

        buffer.LevelAtReadyBy.ShouldBe(50);
    }

    private static PolicyTurn Take(PolicyCourse course, ObservedVehicle vehicle, long nowMs) => PolicyTurn.Take(course, Situation(vehicle, nowMs), new PlanBuffer());

    private static PolicySituation Situation(ObservedVehicle vehicle, long nowMs) => new()
    {
        Terms = Terms,
        Vehicle = vehicle,
        ZoneServes = true,
        // Dear until midnight, so that regular charging waits.
        Prices = PriceCurve.Create([new PriceStep(0, 0.4m), new PriceStep(Evening + (6 * Hour), 0.1m)]),
        Options = new ChargingOptions(),
        NowMs = nowMs,
    };

    private static (PolicyCourse Course, ObservedVehicle Vehicle) PluggedIn(double level, double limit = 100)
    {
        var vehicle = new ObservedVehicle { AtMs = Evening, IsPluggedIn = true, Level = level, ChargeLimit = limit, CapacityKwh = 72, Efficiency = 0.9, MaxKw = 11, MeterKwh = 100 };
        var course = PolicyCourse.Fresh.Observe(vehicle with { AtMs = Evening - Minute, IsPluggedIn = false }, vehicle, null, Terms, out _);
        return (Take(course, vehicle, Evening).Course, vehicle);
    }
}
