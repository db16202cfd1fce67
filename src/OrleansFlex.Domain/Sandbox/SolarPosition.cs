namespace OrleansFlex.Domain.Sandbox;

/// <summary>Where the sun stands, by Cooper's declination and Spencer's equation of time: within about half a degree.</summary>
/// <param name="Elevation">Radians above the horizon.</param>
/// <param name="Azimuth">Radians clockwise from north.</param>
public readonly record struct SolarPosition(double Elevation, double Azimuth)
{
    private const double Degree = Math.PI / 180;

    /// <summary>The sun at an instant and place, degrees.</summary>
    public static SolarPosition At(long instantMs, double latitude, double longitude)
    {
        var days = instantMs / 86_400_000.0;
        var dayOfYear = (days % 365.2425) + 1;
        var declination = 23.45 * Degree * Math.Sin(2 * Math.PI * (284 + dayOfYear) / 365.2425);
        var b = 2 * Math.PI * (dayOfYear - 1) / 365.2425;
        var equationMinutes = 229.18 * (0.000075 + (0.001868 * Math.Cos(b)) - (0.032077 * Math.Sin(b))
            - (0.014615 * Math.Cos(2 * b)) - (0.04089 * Math.Sin(2 * b)));
        var hours = ((days - Math.Floor(days)) * 24) + (longitude / 15) + (equationMinutes / 60);
        var hourAngle = (hours - 12) * 15 * Degree;
        var phi = latitude * Degree;
        var sine = (Math.Sin(phi) * Math.Sin(declination)) + (Math.Cos(phi) * Math.Cos(declination) * Math.Cos(hourAngle));
        var elevation = Math.Asin(Math.Clamp(sine, -1, 1));
        var azimuth = Math.Atan2(
            -Math.Cos(declination) * Math.Sin(hourAngle),
            (Math.Sin(declination) * Math.Cos(phi)) - (Math.Cos(declination) * Math.Sin(phi) * Math.Cos(hourAngle)));
        return new SolarPosition(elevation, azimuth);
    }
}
