using NodaTime;
using NodaTime.TimeZones;

namespace OrleansFlex.Domain.Schedules;

/// <summary>The next deadline of a weekly schedule.</summary>
/// <param name="AtMs">When, in Unix milliseconds.</param>
/// <param name="Date">The local date whose settings apply.</param>
/// <param name="Day">Those settings.</param>
public readonly record struct UpcomingDeadline(long AtMs, LocalDate Date, DaySchedule Day)
{
    private static readonly Duration Days = Duration.FromDays(3);
    private static readonly LocalDate Epoch = new(1970, 1, 1);

    /// <summary>A local time in a gap moves forward by the gap; one in an overlap is the first of the two.</summary>
    public static ZoneLocalMappingResolver LocalTimeResolver { get; } =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnForwardShifted);

    /// <summary>
    /// The first deadline strictly after <paramref name="nowMs"/>. Where a gap moves two deadlines onto one instant, the
    /// later date's settings apply, that being the date the clock then shows.
    /// </summary>
    public static UpcomingDeadline After(long nowMs, WeeklySchedule schedule, DateTimeZone zone)
    {
        var now = Instant.FromUnixTimeMilliseconds(nowMs);
        var interval = zone.GetZoneInterval(now);
        if (IsFarFrom(interval, now))
            return WithinOffset(nowMs, schedule, interval.WallOffset.Milliseconds);
        var today = now.InZone(zone).Date;
        UpcomingDeadline? best = null;
        // A zone can skip a whole date, so that yesterday's deadline may still lie ahead and tomorrow's is two days off.
        for (var offset = -2; offset <= 3; offset++)
        {
            var date = today.PlusDays(offset);
            var day = schedule[date.DayOfWeek];
            var atMs = Resolve(date, day.DeadlineMinutes, zone);
            if (atMs > nowMs && (best is null || atMs <= best.Value.AtMs))
                best = new UpcomingDeadline(atMs, date, day);
        }
        return best ?? throw new InvalidOperationException("Six dates in a row without a deadline.");
    }

    private static bool IsFarFrom(ZoneInterval interval, Instant now) =>
        (!interval.HasStart || now - interval.Start > Days) && (!interval.HasEnd || interval.End - now > Days);

    /// <summary>Most of the year no change of the clock is near, and local time is plain arithmetic.</summary>
    private static UpcomingDeadline WithinOffset(long nowMs, WeeklySchedule schedule, long offsetMs)
    {
        var localMs = nowMs + offsetMs;
        var today = (localMs >= 0 ? localMs : localMs - (LocalCalendar.DayMs - 1)) / LocalCalendar.DayMs;
        for (var date = today; ; date++)
        {
            var day = schedule[(IsoDayOfWeek)LocalCalendar.Weekday(date)];
            var atMs = date * LocalCalendar.DayMs + day.DeadlineMinutes * 60_000L - offsetMs;
            if (atMs > nowMs)
                return new UpcomingDeadline(atMs, Epoch.PlusDays((int)date), day);
        }
    }

    /// <summary>The instant of a local time of day, with the gap and overlap rule of <see cref="LocalTimeResolver"/>.</summary>
    public static long Resolve(LocalDate date, int minutes, DateTimeZone zone) =>
        zone.ResolveLocal(date.At(new LocalTime(minutes / 60, minutes % 60)), LocalTimeResolver).ToInstant().ToUnixTimeMilliseconds();
}
