namespace OrleansFlex.Domain.Solar;

/// <summary>
/// The air where nobody tells of it: good to some six degrees, which is three per cent of a forecast's power.
/// </summary>
public static class TypicalClimate
{
    /// <summary>A light breeze, m/s.</summary>
    public const double WindMs = 2;

    private const double DayMs = 86_400_000;
    private const double YearDays = 365.2425;

    /// <summary>
    /// Air temperature by latitude, season and time of day, °C: the zonal annual mean of North 1975, <c>14.9 − 28.35·P₂(sin φ)</c>, a
    /// season of <c>12·sin φ</c> that lags the sun by 30 days, and four degrees around it, warmest at three in the afternoon by the sun.
    /// </summary>
    public static double TemperatureC(long instantMs, double latitude, double longitude)
    {
        var sine = Math.Sin(double.DegreesToRadians(latitude));
        var days = instantMs / DayMs;
        var hours = (days - Math.Floor(days)) * 24 + (longitude / 15);
        // The first day of 1970 was ten days after the solstice.
        var season = -Math.Cos(2 * Math.PI * (days + 10 - 30) / YearDays);
        return 14.9 - (28.35 * ((3 * sine * sine) - 1) / 2) + (12 * sine * season) + (4 * Math.Cos(2 * Math.PI * (hours - 15) / 24));
    }
}
