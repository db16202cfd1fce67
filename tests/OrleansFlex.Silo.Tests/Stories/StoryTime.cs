using System.Globalization;
using NodaTime;

namespace OrleansFlex.Silo.Tests.Stories;

/// <summary>The local time of a story, which spans a week and a day from its first day on.</summary>
/// <param name="zone">Where it plays.</param>
/// <param name="firstDay">Its first day.</param>
/// <param name="tellsOffset">Whether times are told with their offset from UTC, as needs be when the clocks change.</param>
internal sealed class StoryTime(DateTimeZone zone, LocalDate firstDay, bool tellsOffset)
{
    private static readonly string[] Days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    /// <summary>Room for a time and a space.</summary>
    public int Width => tellsOffset ? 16 : 13;

    /// <summary>The instant of a local time such as <c>Tue 18:12</c>; <c>next Mon</c> is the same day a week later.</summary>
    public long At(string local)
    {
        var words = local.Split(' ');
        var weeks = words[0] == "next" ? 1 : 0;
        var day = Array.IndexOf(Days, words[weeks]);
        if (day < 0)
            throw new FormatException($"'{local}' does not name a day.");
        var date = firstDay.PlusDays(((day + 1 - (int)firstDay.DayOfWeek + 7) % 7) + (7 * weeks));
        var time = TimeOnly.ParseExact(words[weeks + 1], "HH:mm", CultureInfo.InvariantCulture);
        return zone.AtLeniently(date + new LocalTime(time.Hour, time.Minute)).ToInstant().ToUnixTimeMilliseconds();
    }

    /// <summary>An instant as the story tells it: with seconds where they are not zero.</summary>
    public string Of(long ms)
    {
        var local = Instant.FromUnixTimeMilliseconds(ms).InZone(zone);
        var text = $"{Days[(int)local.DayOfWeek - 1]} {Clock(local)}";
        return tellsOffset ? $"{text}{local.Offset.Seconds / 3600:+00}" : text;
    }

    /// <summary>A stretch of time to the minute, the day of its end only where it is another.</summary>
    public string Of(long fromMs, long toMs)
    {
        var (from, to) = (Of(Minute(fromMs)), Of(Minute(toMs)));
        return from[..3] == to[..3] ? $"{from}–{to[4..]}" : $"{from}–{to}";
    }

    /// <summary>The time of day of an instant, hours and minutes.</summary>
    public string ClockOf(long ms) => Instant.FromUnixTimeMilliseconds(ms).InZone(zone).TimeOfDay.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The start of a day on which the story plays, as a date.</summary>
    public LocalDate DateOf(long ms) => Instant.FromUnixTimeMilliseconds(ms).InZone(zone).Date;

    private static string Clock(ZonedDateTime local) =>
        local.TimeOfDay.ToString(local.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture);

    private static long Minute(long ms) => (ms + 30_000) / 60_000 * 60_000;
}
