using NodaTime;

namespace OrleansFlex.Domain.Sessions;

/// <summary>The local days that a charging report covers.</summary>
/// <param name="Start">First day.</param>
/// <param name="End">First day after them.</param>
/// <param name="Zone">The location's time zone.</param>
public sealed record ReportRange(LocalDate Start, LocalDate End, DateTimeZone Zone)
{
    /// <summary>The longest report, days.</summary>
    public const int MaximumDays = 400;

    /// <summary>First instant of the range, Unix milliseconds.</summary>
    public long StartMs => StartOf(Start);

    /// <summary>First instant after the range.</summary>
    public long EndMs => StartOf(End);

    /// <summary>What is wrong with two dates as a range; null where nothing is.</summary>
    public static string? Fault(LocalDate start, LocalDate end)
    {
        if (end <= start)
            return "must be after startDate";
        return Period.DaysBetween(start, end) > MaximumDays ? $"must be at most {MaximumDays} days after startDate" : null;
    }

    /// <summary>The first instant of a local day; of one that the zone skips, that of the next day, so that it has no time.</summary>
    public long StartOf(LocalDate date) => FirstOf(date).ToInstant().ToUnixTimeMilliseconds();

    /// <summary>The first local time of a day, which is not midnight where a gap covers it.</summary>
    public ZonedDateTime FirstOf(LocalDate date)
    {
        var midnight = Zone.MapLocal(date.AtMidnight());
        return midnight.Count > 0 ? midnight.First() : midnight.LateInterval.Start.InZone(Zone);
    }
}

/// <summary>What a row of a charging report stands for.</summary>
public enum ReportResolution : byte
{
    /// <summary>A local day.</summary>
    Day,

    /// <summary>A local calendar month, or the part of it that lies in the range.</summary>
    Month,
}
