namespace OrleansFlex.Domain.Solar;

/// <summary>
/// Where the sun stands as seen from the Earth's centre, by the low-accuracy formulas of Meeus, Astronomical Algorithms, chapters 12, 22 and
/// 25: within 0.01° from 1950 to 2200.
/// </summary>
/// <param name="Declination">Radians north of the equator.</param>
/// <param name="GreenwichHourAngle">Radians that the sun has moved past the meridian of Greenwich.</param>
/// <param name="DistanceAu">Distance in astronomical units.</param>
public readonly record struct SunCoordinates(double Declination, double GreenwichHourAngle, double DistanceAu)
{
    private const double Degree = Math.PI / 180;

    // Days from the Unix epoch to the epoch J2000.0, 2000-01-01 12:00.
    private const double J2000 = 10957.5;

    // What the Earth's rotation lags behind uniform time in this century; a minute more or less moves the sun by 0.0007°.
    private const double DeltaTDays = 69.0 / 86_400;

    /// <summary>The sun at an instant.</summary>
    /// <param name="instantMs">Unix milliseconds.</param>
    public static SunCoordinates At(long instantMs)
    {
        var days = (instantMs / 86_400_000.0) - J2000;
        var t = (days + DeltaTDays) / 36_525;
        var meanLongitude = 280.46646 + (t * (36_000.76983 + (0.0003032 * t)));
        var anomaly = (357.52911 + (t * (35_999.05029 - (0.0001537 * t)))) * Degree;
        var eccentricity = 0.016708634 - (0.000042037 * t);
        var centre = ((1.914602 - (0.004817 * t)) * Math.Sin(anomaly))
            + ((0.019993 - (0.000101 * t)) * Math.Sin(2 * anomaly))
            + (0.000289 * Math.Sin(3 * anomaly));
        var distance = 1.000001018 * (1 - (eccentricity * eccentricity)) / (1 + (eccentricity * Math.Cos(anomaly + (centre * Degree))));

        // The moon's node stands for the nutation, the constant before it is the aberration.
        var (sinNode, cosNode) = Math.SinCos((125.04 - (1934.136 * t)) * Degree);
        var (sinLongitude, cosLongitude) = Math.SinCos((meanLongitude + centre - 0.00569 - (0.00478 * sinNode)) * Degree);
        var (sinObliquity, cosObliquity) = Math.SinCos((23.4392911 - (0.0130042 * t) + (0.00256 * cosNode)) * Degree);
        var ascension = Math.Atan2(cosObliquity * sinLongitude, cosLongitude);
        var siderealDegrees = 280.46061837 + (360.98564736629 * days) - (0.00478 * sinNode * cosObliquity);
        return new SunCoordinates(
            Math.Asin(sinObliquity * sinLongitude),
            Math.IEEERemainder((siderealDegrees * Degree) - ascension, 2 * Math.PI),
            distance);
    }
}
