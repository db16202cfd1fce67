namespace OrleansFlex.Domain.Tariffs;

/// <summary>Months of UTC, numbered: twelve times the year, plus 0 for January up to 11 for December.</summary>
public static class CalendarMonth
{
    /// <summary>The month that contains an instant.</summary>
    public static int Of(long ms)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(ms);
        return (at.Year * 12) + at.Month - 1;
    }

    /// <summary>Where a month starts, Unix milliseconds.</summary>
    public static long StartMs(int month) => new DateTimeOffset(month / 12, (month % 12) + 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
}
