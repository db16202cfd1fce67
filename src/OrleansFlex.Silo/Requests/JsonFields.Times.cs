using System.Globalization;
using System.Xml;
using NodaTime;
using NodaTime.Text;

namespace OrleansFlex.Silo.Requests;

/// <summary>Readers of local times, time zones and durations.</summary>
public sealed partial class JsonFields
{
    /// <summary>A local time of day, <c>HH:mm</c>.</summary>
    public TimeOnly TimeOfDay(string name) => OptionalTimeOfDay(name) ?? Absent(name, default(TimeOnly));

    /// <inheritdoc cref="TimeOfDay"/>
    public TimeOnly? OptionalTimeOfDay(string name) => ParseValue<TimeOnly>(name, "must be a time of day, HH:mm",
        static (string text, out TimeOnly time) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time));

    /// <summary>A local date from 1970 to 2199.</summary>
    public LocalDate Date(string name) => ParseValue<LocalDate>(name, "must be a date such as 2025-06-01, from 1970 to 2199",
        static (string text, out LocalDate date) => LocalDatePattern.Iso.Parse(text).TryGetValue(default, out date) && date.Year is >= 1970 and <= 2199)
        ?? Absent(name, default(LocalDate));

    /// <summary>A time zone of the IANA database.</summary>
    public string TimeZone(string name) => OptionalTimeZone(name) ?? Absent(name, "");

    /// <inheritdoc cref="TimeZone"/>
    public string? OptionalTimeZone(string name) => Parse<string>(name, "must be a time zone of the IANA database, such as Europe/Brussels",
        static (string text, out string zone) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone = text) is not null);

    /// <summary>A positive ISO 8601 duration of weeks, days, hours, minutes and seconds, such as <c>PT15M</c>.</summary>
    public TimeSpan Duration(string name) => OptionalDuration(name) ?? Absent(name, default(TimeSpan));

    /// <inheritdoc cref="Duration"/>
    public TimeSpan? OptionalDuration(string name) =>
        ParseValue<TimeSpan>(name, "must be a positive ISO 8601 duration in days, hours, minutes and seconds, such as PT15M", TryDuration);

    private static bool TryDuration(string text, out TimeSpan duration)
    {
        duration = default;
        var date = text.IndexOf('T', StringComparison.Ordinal) is var time && time >= 0 ? text[..time] : text;
        if (text.Length > 32 || text.Any(char.IsWhiteSpace) || date.Contains('Y', StringComparison.Ordinal) || date.Contains('M', StringComparison.Ordinal))
            return false;
        try
        {
            duration = XmlConvert.ToTimeSpan(text);
            return duration > TimeSpan.Zero;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return false;
        }
    }
}
