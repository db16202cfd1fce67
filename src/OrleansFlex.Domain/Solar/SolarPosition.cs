namespace OrleansFlex.Domain.Solar;

/// <summary>Where the sun stands in the sky of a place, without refraction.</summary>
/// <param name="Elevation">Radians above the horizon.</param>
/// <param name="Azimuth">Radians clockwise from north, −π to π.</param>
/// <param name="DistanceAu">Distance in astronomical units.</param>
public readonly record struct SolarPosition(double Elevation, double Azimuth, double DistanceAu)
{
    private const double Degree = Math.PI / 180;

    // The Earth's radius as seen from the sun at one astronomical unit.
    private const double Parallax = 8.794 / 3600 * Degree;

    /// <summary>The sun at an instant and place.</summary>
    /// <param name="instantMs">Unix milliseconds.</param>
    /// <param name="latitude">Degrees north.</param>
    /// <param name="longitude">Degrees east.</param>
    public static SolarPosition At(long instantMs, double latitude, double longitude) => Of(SunCoordinates.At(instantMs), latitude, longitude);

    /// <summary>The sun at a place; one instant's coordinates serve many places.</summary>
    /// <param name="sun">The sun at the instant.</param>
    /// <param name="latitude">Degrees north.</param>
    /// <param name="longitude">Degrees east.</param>
    public static SolarPosition Of(in SunCoordinates sun, double latitude, double longitude)
    {
        var (sinHour, cosHour) = Math.SinCos(sun.GreenwichHourAngle + (longitude * Degree));
        var (sinLatitude, cosLatitude) = Math.SinCos(latitude * Degree);
        var (sinDeclination, cosDeclination) = Math.SinCos(sun.Declination);
        var sine = Math.Clamp((sinLatitude * sinDeclination) + (cosLatitude * cosDeclination * cosHour), -1, 1);
        var elevation = Math.Asin(sine) - (Parallax / sun.DistanceAu * Math.Sqrt(1 - (sine * sine)));
        var azimuth = Math.Atan2(-cosDeclination * sinHour, (sinDeclination * cosLatitude) - (cosDeclination * sinLatitude * cosHour));
        return new SolarPosition(elevation, azimuth, sun.DistanceAu);
    }

    /// <summary>The elevation as seen through the air, radians: Sæmundsson's refraction, as Meeus, chapter 16, has it.</summary>
    /// <param name="pressureHpa">Air pressure, hPa.</param>
    /// <param name="temperatureC">Air temperature, °C.</param>
    public double ApparentElevation(double pressureHpa = 1010, double temperatureC = 10)
    {
        var degrees = Elevation / Degree;
        if (degrees < -0.8)
            return Elevation;
        var minutes = 1.02 / Math.Tan((degrees + (10.3 / (degrees + 5.11))) * Degree);
        return Elevation + (minutes / 60 * pressureHpa / 1010 * 283 / (273 + temperatureC) * Degree);
    }
}
