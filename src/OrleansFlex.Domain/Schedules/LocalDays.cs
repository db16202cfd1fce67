using NodaTime;

namespace OrleansFlex.Domain.Schedules;

/// <summary>Where local dates begin.</summary>
public static class LocalDays
{
    /// <summary>
    /// The first instant of a local date, Unix milliseconds. Where a zone skips midnight, the date begins when its clock goes on; where it
    /// skips the whole date, that is where the next date begins, and the date has no length.
    /// </summary>
    public static long StartMs(LocalDate date, DateTimeZone zone)
    {
        var mapping = zone.MapLocal(date.AtMidnight());
        var start = mapping.Count == 0 ? mapping.LateInterval.Start : mapping.First().ToInstant();
        return start.ToUnixTimeMilliseconds();
    }
}
