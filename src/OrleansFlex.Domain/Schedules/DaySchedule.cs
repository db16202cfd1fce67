using System.Globalization;

namespace OrleansFlex.Domain.Schedules;

/// <summary>What a driver wants on one day of the week.</summary>
/// <param name="DeadlineMinutes">Local time of day by which the car must be ready, in minutes after 00:00: 0 to 1439.</param>
/// <param name="MinimumChargeTarget">Battery level to have reached by then, in percent.</param>
public sealed record DaySchedule(int DeadlineMinutes, double MinimumChargeTarget)
{
    /// <summary>The latest deadline of a day, 23:59.</summary>
    public const int MaximumDeadlineMinutes = (24 * 60) - 1;

    /// <summary>The deadline as <c>HH:mm</c>.</summary>
    public string Deadline => string.Create(CultureInfo.InvariantCulture, $"{DeadlineMinutes / 60:00}:{DeadlineMinutes % 60:00}");

    /// <summary>Reads <c>HH:mm</c>, 00:00 to 23:59: exactly five characters, ASCII digits, nothing else.</summary>
    public static bool TryParseDeadline(ReadOnlySpan<char> text, out int minutes)
    {
        minutes = 0;
        if (text.Length != 5 || text[2] != ':')
            return false;
        if (!char.IsAsciiDigit(text[0]) || !char.IsAsciiDigit(text[1]) || !char.IsAsciiDigit(text[3]) || !char.IsAsciiDigit(text[4]))
            return false;
        var hour = ((text[0] - '0') * 10) + text[1] - '0';
        var minute = ((text[3] - '0') * 10) + text[4] - '0';
        if (hour > 23 || minute > 59)
            return false;
        minutes = (hour * 60) + minute;
        return true;
    }
}
