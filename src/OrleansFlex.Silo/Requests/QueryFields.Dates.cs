using NodaTime;
using NodaTime.Text;

namespace OrleansFlex.Silo.Requests;

/// <summary>Readers of local dates and time zones.</summary>
public sealed partial class QueryFields
{
    private const int FirstYear = 1970, LastYear = 2199;

    /// <summary>A local date, required.</summary>
    public LocalDate Date(string name)
    {
        if (Single(name) is not { } text)
            return Missing(name, default(LocalDate));
        if (LocalDatePattern.Iso.Parse(text) is { Success: true, Value: { Year: >= FirstYear and <= LastYear } date })
            return date;
        Fail(name, "must be a date such as 2025-06-01, from 1970 to 2199");
        return default;
    }

    /// <summary>
    /// Two local dates <c>from</c> and <c>to</c>, required; the second is excluded, later than the first and at most
    /// <paramref name="mostDays"/> days after it.
    /// </summary>
    public (LocalDate From, LocalDate To) Dates(int mostDays)
    {
        var wasEmpty = _issues.IsEmpty;
        var (from, to) = (Date("from"), Date("to"));
        if (wasEmpty && _issues.IsEmpty && from >= to)
            Fail("to", "must be after from");
        else if (wasEmpty && _issues.IsEmpty && Period.DaysBetween(from, to) > mostDays)
            Fail("to", $"must be at most {mostDays} days after from");
        return (from, to);
    }

    /// <summary>A time zone of the IANA database, required.</summary>
    public DateTimeZone TimeZone(string name)
    {
        if (Single(name) is not { } text)
            return Missing(name, DateTimeZone.Utc);
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(text) is { } zone)
            return zone;
        Fail(name, "must be a time zone of the IANA database, such as Europe/Brussels");
        return DateTimeZone.Utc;
    }
}
