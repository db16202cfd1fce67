using NodaTime;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Policies;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Domain.Schedules;

namespace OrleansFlex.Domain.Tests.Policies;

public sealed class PlanExplanationTests
{
    // Monday 2026-01-05, 18:00 UTC.
    private static readonly DateTimeOffset Evening = new(2026, 1, 5, 18, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-01-05T23:00:00Z", "Mon 23:00")]
    [InlineData("2026-01-11T23:00:00Z", "Sun 23:00")]
    [InlineData("2026-01-12T00:30:00Z", "Mon 12 Jan 2026 00:30")]
    [InlineData("2199-01-01T23:00:00Z", "Tue 1 Jan 2199 23:00")]
    public void A_deadline_in_a_week_or_later_has_its_date(string readyBy, string words)
    {
        var nowMs = Evening.ToUnixTimeMilliseconds();
        var terms = new PolicyTerms(WeeklySchedule.EveryDay(new DaySchedule(420, 80)), DateTimeZone.Utc, 20, 100);
        var vehicle = new ObservedVehicle { AtMs = nowMs, IsPluggedIn = true, Level = 50, ChargeLimit = 100, CapacityKwh = 72, Efficiency = 0.9, MaxKw = 11 };
        var situation = new PolicySituation
        {
            Terms = terms,
            Vehicle = vehicle,
            ZoneServes = true,
            Prices = PriceCurve.Flat(0.2m),
            Options = new ChargingOptions(),
            NowMs = nowMs,
        };
        var course = PolicyCourse.Fresh.Observe(vehicle with { AtMs = nowMs - 1, IsPluggedIn = false }, vehicle, null, terms, out _);
        var wish = new DriverOverride { ReadyByMs = DateTimeOffset.Parse(readyBy).ToUnixTimeMilliseconds(), Target = 80 };
        course.Set(wish, vehicle, terms, nowMs).TryGet(out var wished, out _).ShouldBeTrue();
        var buffer = new PlanBuffer();
        var turn = PolicyTurn.Take(wished!, situation, buffer);

        PlanExplanation.OfBlocks(buffer.ToPlan(), turn, situation, "EUR").ShouldAllBe(sentence => sentence.Contains($" {words}", StringComparison.Ordinal));
        buffer.ToPlan().Blocks.Length.ShouldBe(1);
    }
}
