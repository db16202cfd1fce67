using NodaTime;
using OrleansFlex.Domain.Schedules;

namespace OrleansFlex.Domain.Tests.Schedules;

public sealed class UpcomingDeadlineTests
{
    [Theory]
    // Brussels: 02:00 to 03:00 does not exist on 2026-03-29, and comes twice on 2026-10-25.
    [InlineData("Europe/Brussels", "02:30", "2026-03-28T12:00Z", "2026-03-29T01:30Z")]
    [InlineData("Europe/Brussels", "07:00", "2026-03-28T12:00Z", "2026-03-29T05:00Z")]
    [InlineData("Europe/Brussels", "02:30", "2026-10-24T12:00Z", "2026-10-25T00:30Z")]
    [InlineData("Europe/Brussels", "02:30", "2026-10-25T00:30Z", "2026-10-26T01:30Z")]
    [InlineData("Europe/Brussels", "07:00", "2026-10-24T12:00Z", "2026-10-25T06:00Z")]
    // Strictly after now.
    [InlineData("Europe/Brussels", "07:00", "2026-01-10T06:00Z", "2026-01-11T06:00Z")]
    [InlineData("Europe/Brussels", "07:00", "2026-01-10T05:59Z", "2026-01-10T06:00Z")]
    // Lord Howe shifts by half an hour: 02:00 to 02:30 is skipped on 2026-10-04, 01:30 to 02:00 is doubled on 2026-04-05.
    [InlineData("Australia/Lord_Howe", "02:15", "2026-10-03T00:00Z", "2026-10-03T15:45Z")]
    [InlineData("Australia/Lord_Howe", "01:45", "2026-04-04T00:00Z", "2026-04-04T14:45Z")]
    // Beirut skips 00:00 to 01:00 on 2026-03-29, so that midnight moves to 01:00.
    [InlineData("Asia/Beirut", "00:00", "2026-03-28T12:00Z", "2026-03-28T22:00Z")]
    [InlineData("Asia/Beirut", "00:30", "2026-03-28T12:00Z", "2026-03-28T22:30Z")]
    // Kathmandu is 5:45 ahead.
    [InlineData("Asia/Kathmandu", "06:00", "2026-05-01T00:14Z", "2026-05-01T00:15Z")]
    [InlineData("Asia/Kathmandu", "06:00", "2026-05-01T00:15Z", "2026-05-02T00:15Z")]
    // Samoa skipped 2011-12-30 altogether.
    [InlineData("Pacific/Apia", "07:00", "2011-12-29T18:00Z", "2011-12-30T17:00Z")]
    public void The_next_deadline_is(string zoneId, string deadline, string now, string expected)
    {
        DaySchedule.TryParseDeadline(deadline, out var minutes).ShouldBeTrue();
        var next = UpcomingDeadline.After(Ms(now), WeeklySchedule.EveryDay(new DaySchedule(minutes, 80)), DateTimeZoneProviders.Tzdb[zoneId]);
        Instant.FromUnixTimeMilliseconds(next.AtMs).ShouldBe(Instant.FromUnixTimeMilliseconds(Ms(expected)));
    }

    [Fact]
    public void A_skipped_dates_deadline_gives_way_to_that_of_the_date_the_clock_shows()
    {
        var days = Enumerable.Range(0, 7).Select(day => new DaySchedule(7 * 60, 50 + day)).ToArray();
        var next = UpcomingDeadline.After(Ms("2011-12-29T18:00Z"), WeeklySchedule.FromDays(days), DateTimeZoneProviders.Tzdb["Pacific/Apia"]);
        next.Date.ShouldBe(new LocalDate(2011, 12, 31));
        next.Day.MinimumChargeTarget.ShouldBe(55);
    }

    [Fact]
    public void It_is_the_first_one_after_now_in_any_zone_at_any_time()
    {
        var random = new Random(7);
        var zones = new[] { "Europe/Brussels", "Australia/Lord_Howe", "Asia/Beirut", "America/Santiago", "Asia/Kathmandu", "Africa/Casablanca", "UTC" }
            .Select(id => DateTimeZoneProviders.Tzdb[id]).ToArray();
        for (var round = 0; round < 5_000; round++)
        {
            var zone = zones[random.Next(zones.Length)];
            var week = WeeklySchedule.FromDays([.. Enumerable.Range(0, 7).Select(_ => new DaySchedule(random.Next(1440), random.Next(101)))]);
            var nowMs = Ms("2024-01-01T00:00Z") + random.NextInt64(0, 3L * 366 * 86_400_000);
            var next = UpcomingDeadline.After(nowMs, week, zone);

            var today = Instant.FromUnixTimeMilliseconds(nowMs).InZone(zone).Date;
            var naive = Enumerable.Range(-5, 14).Select(offset => today.PlusDays(offset))
                .Select(date => UpcomingDeadline.Resolve(date, week[date.DayOfWeek].DeadlineMinutes, zone))
                .Where(atMs => atMs > nowMs).Min();
            next.AtMs.ShouldBe(naive);
            next.Day.ShouldBe(week[next.Date.DayOfWeek]);
        }
    }

    private static long Ms(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
