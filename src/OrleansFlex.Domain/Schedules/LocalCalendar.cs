using NodaTime;

namespace OrleansFlex.Domain.Schedules;

/// <summary>
/// Local days and times of one time zone over Unix milliseconds. Days are counted from 1970-01-01 of the local calendar.
/// A local time in a gap moves forward by the gap; in an overlap it is the first. Safe for concurrent use.
/// </summary>
public sealed class LocalCalendar
{
    /// <summary>Milliseconds in a day of 24 hours.</summary>
    public const long DayMs = 86_400_000;

    private const long MinuteMs = 60_000;
    private readonly DateTimeZone _zone;
    private Span _last;

    /// <summary>Creates the calendar of a zone.</summary>
    public LocalCalendar(DateTimeZone zone)
    {
        _zone = zone;
        _last = Find(0);
    }

    /// <summary>The calendar of an IANA zone name.</summary>
    /// <exception cref="NodaTime.TimeZones.DateTimeZoneNotFoundException">The name is unknown.</exception>
    public static LocalCalendar Of(string timezoneName) => new(DateTimeZoneProviders.Tzdb[timezoneName]);

    /// <summary>The zone.</summary>
    public DateTimeZone Zone => _zone;

    /// <summary>Local milliseconds since 1970-01-01 00:00 of the local calendar.</summary>
    public long LocalMs(long instantMs) => instantMs + SpanAt(instantMs).OffsetMs;

    /// <summary>The local day that contains an instant.</summary>
    public long DayAt(long instantMs)
    {
        var localMs = LocalMs(instantMs);
        return (localMs >= 0 ? localMs : localMs - (DayMs - 1)) / DayMs;
    }

    /// <summary>The local minute of the day (0 up to 1440, with fractions).</summary>
    public double MinuteOfDayAt(long instantMs) => (LocalMs(instantMs) - (DayAt(instantMs) * DayMs)) / (double)MinuteMs;

    /// <summary>The weekday of a local day, Monday 1 to Sunday 7.</summary>
    public static int Weekday(long day) => (int)((((day + 3) % 7) + 7) % 7) + 1;

    /// <summary>True on Saturday and Sunday.</summary>
    public static bool IsWeekend(long day) => Weekday(day) >= 6;

    /// <summary>The instant of a local day and minute.</summary>
    public long InstantMs(long day, double minuteOfDay)
    {
        var localMs = (day * DayMs) + (long)Math.Round(minuteOfDay * MinuteMs);
        var span = SpanAt(localMs - _last.OffsetMs);
        var instantMs = localMs - span.OffsetMs;
        if (instantMs - span.StartMs > DayMs && span.EndMs - instantMs > DayMs)
            return instantMs;
        var local = new LocalDateTime(1970, 1, 1, 0, 0).PlusMilliseconds(localMs);
        return _zone.AtLeniently(local).ToInstant().ToUnixTimeMilliseconds();
    }

    private Span SpanAt(long instantMs)
    {
        var span = Volatile.Read(ref _last);
        if (instantMs >= span.StartMs && instantMs < span.EndMs)
            return span;
        span = Find(instantMs);
        Volatile.Write(ref _last, span);
        return span;
    }

    private Span Find(long instantMs)
    {
        var interval = _zone.GetZoneInterval(Instant.FromUnixTimeMilliseconds(instantMs));
        return new Span(
            interval.HasStart ? interval.Start.ToUnixTimeMilliseconds() : long.MinValue / 2,
            interval.HasEnd ? interval.End.ToUnixTimeMilliseconds() : long.MaxValue / 2,
            interval.WallOffset.Milliseconds);
    }

    private sealed record Span(long StartMs, long EndMs, long OffsetMs);
}
