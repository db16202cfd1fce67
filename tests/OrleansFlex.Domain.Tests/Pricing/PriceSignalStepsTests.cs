using NodaTime;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Domain.Schedules;

namespace OrleansFlex.Domain.Tests.Pricing;

public sealed class PriceSignalStepsTests
{
    private const long Hour = 3_600_000;
    private static readonly DateTimeZone Brussels = DateTimeZoneProviders.Tzdb["Europe/Brussels"];

    [Fact]
    public void Nothing_known_is_zero_throughout() =>
        PriceSignalTimeline.Empty.ToSteps(5, 10, DateTimeZone.Utc).ShouldBe([new PriceStep(5, 0m)]);

    [Fact]
    public void Known_prices_come_first_and_gaps_are_zero()
    {
        var timeline = PriceSignalTimelineTests.Push(PriceSignalTimeline.Empty, 2 * Hour, (Hour, 1m));
        timeline = PriceSignalTimelineTests.Push(timeline, 5 * Hour, (3 * Hour, 2m));
        timeline.ToSteps(0, 5 * Hour, DateTimeZone.Utc)
            .ShouldBe([new(0, 0m), new(Hour, 1m), new(2 * Hour, 0m), new(3 * Hour, 2m)]);
    }

    [Fact]
    public void After_the_last_price_the_last_known_day_repeats()
    {
        var day = Ms("2026-01-10T00:00Z");
        var timeline = PriceSignalTimelineTests.Push(PriceSignalTimeline.Empty, day + (24 * Hour), [.. Enumerable.Range(0, 24).Select(hour => (day + (hour * Hour), (decimal)hour))]);
        var steps = timeline.ToSteps(day + (20 * Hour), 60 * Hour, DateTimeZone.Utc);
        steps.ShouldBe([.. Enumerable.Range(20, 60).Select(hour => new PriceStep(day + (hour * Hour), hour % 24))]);
    }

    [Fact]
    public void A_day_cut_short_continues_with_the_evening_of_the_day_before()
    {
        var day = Ms("2026-01-10T00:00Z");
        var timeline = PriceSignalTimelineTests.Push(
            PriceSignalTimeline.Empty, day + (36 * Hour), [.. Enumerable.Range(0, 36).Select(hour => (day + (hour * Hour), (decimal)hour))]);
        var steps = timeline.ToSteps(day + (36 * Hour), 24 * Hour, DateTimeZone.Utc);
        steps.Select(step => step.Price).ShouldBe([.. Enumerable.Range(12, 12).Select(i => (decimal)i), .. Enumerable.Range(24, 12).Select(i => (decimal)i)]);
    }

    [Theory]
    [InlineData("Europe/Brussels", "2026-03-29")]
    [InlineData("Europe/Brussels", "2026-10-25")]
    [InlineData("Australia/Lord_Howe", "2026-10-04")]
    [InlineData("Australia/Lord_Howe", "2026-04-05")]
    [InlineData("Asia/Beirut", "2026-03-29")]
    [InlineData("Asia/Kathmandu", "2026-05-01")]
    [InlineData("Pacific/Apia", "2011-12-30")]
    public void Around_clock_changes_every_minute_follows_its_local_time(string zoneId, string date)
    {
        var zone = DateTimeZoneProviders.Tzdb[zoneId];
        var around = Ms(date + "T00:00Z");
        var random = new Random(zoneId.Length + date.Length);
        for (var round = 0; round < 12; round++)
        {
            // The known part ends on any quarter of an hour from four days before the change to four days after.
            var until = around + (random.Next(-4 * 96, 4 * 96) * Hour / 4);
            var values = Enumerable.Range(0, 300).Select(_ => until - (random.Next(1, 60 * 12) * Hour / 12)).Distinct().Order()
                .Select((at, i) => (at, (decimal)i + 1)).ToArray();
            var timeline = PriceSignalTimelineTests.Push(PriceSignalTimeline.Empty, until, values);
            var steps = timeline.ToSteps(until - Hour, 73 * Hour, zone);
            steps.Zip(steps.Skip(1)).ShouldAllBe(pair => pair.First.AtMs < pair.Second.AtMs && pair.First.Price != pair.Second.Price);
            var curve = timeline.ToCurve(until - Hour, 73 * Hour, zone);
            for (var at = until - Hour; at < until + (72 * Hour); at += 5 * 60_000)
                if (curve.PriceAt(at) != Expected(timeline, at, until, zone))
                    Assert.Fail($"{zoneId} at {Instant.FromUnixTimeMilliseconds(at)}, known until {Instant.FromUnixTimeMilliseconds(until)}");
        }
    }

    [Fact]
    public void On_the_night_of_the_longer_day_the_doubled_hour_takes_the_same_price_twice()
    {
        var day = Ms("2026-10-23T22:00Z");
        var timeline = PriceSignalTimelineTests.Push(
            PriceSignalTimeline.Empty, day + (24 * Hour), [.. Enumerable.Range(0, 24).Select(hour => (day + (hour * Hour), (decimal)hour))]);
        var steps = timeline.ToSteps(day + (24 * Hour), 25 * Hour, Brussels);
        steps.Length.ShouldBe(24);
        (steps[3].AtMs - steps[2].AtMs).ShouldBe(2 * Hour);
    }

    private static decimal Expected(PriceSignalTimeline timeline, long atMs, long untilMs, DateTimeZone zone)
    {
        if (atMs < untilMs)
            return timeline.At(atMs) ?? 0m;
        var time = Instant.FromUnixTimeMilliseconds(atMs).InZone(zone).TimeOfDay;
        var date = Instant.FromUnixTimeMilliseconds(untilMs).InZone(zone).Date;
        var source = At(date, time, zone);
        return timeline.At(source < untilMs ? source : At(date.PlusDays(-1), time, zone)) ?? 0m;
    }

    private static long At(LocalDate date, LocalTime time, DateTimeZone zone) =>
        zone.ResolveLocal(date.At(time), UpcomingDeadline.LocalTimeResolver).ToInstant().ToUnixTimeMilliseconds();

    private static long Ms(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
