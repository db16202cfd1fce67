using System.Globalization;
using OrleansFlex.Domain.Solar;

namespace OrleansFlex.Domain.Tests.Solar;

/// <summary>The sun's position against published values, to a twentieth of a degree.</summary>
public sealed class SolarPositionTests
{
    private const double Tolerance = 0.05;

    private static long Ms(string iso) => DateTimeOffset.Parse(iso, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    private static double Degrees(double radians) => radians * 180 / Math.PI;

    [Fact]
    public void Position_agrees_with_the_worked_example_of_the_solar_position_algorithm()
    {
        // Reda and Andreas, NREL/TP-560-34302, appendix A.5.
        var sun = SolarPosition.At(Ms("2003-10-17T12:30:30-07:00"), 39.742476, -105.1786);
        (90 - Degrees(sun.ApparentElevation(820, 11))).ShouldBe(50.11162, Tolerance);
        ((Degrees(sun.Azimuth) + 360) % 360).ShouldBe(194.34024, Tolerance);
        sun.DistanceAu.ShouldBe(0.9965422974, 1e-4);
    }

    [Fact]
    public void Coordinates_agree_with_the_worked_example_of_Meeus()
    {
        // Example 25.a: 1992 October 13 at 0h dynamical time, which was 59 seconds ahead of the clock.
        var sun = SunCoordinates.At(Ms("1992-10-12T23:59:01Z"));
        Degrees(sun.Declination).ShouldBe(-7.78507, 0.01);
        sun.DistanceAu.ShouldBe(0.99766, 1e-4);
        // Its right ascension, 198.38083°, taken from the sidereal time of example 12.a carried on to that day.
        var days = (Ms("1992-10-12T23:59:01Z") - Ms("1987-04-10T00:00:00Z")) / 86_400_000.0;
        var sidereal = 197.693195 + (360.98564736629 * days);
        var ascension = sidereal - Degrees(sun.GreenwichHourAngle);
        (((ascension % 360) + 360) % 360).ShouldBe(198.38083, 0.02);
    }

    [Theory]
    [InlineData("1992-10-13T00:00:00Z", 13 + (42.7 / 60))]
    public void Equation_of_time_agrees_with_the_worked_example_of_Meeus(string at, double minutes)
    {
        // Example 28.a: apparent minus mean solar time.
        var ms = Ms(at);
        var mean = ((ms / 86_400_000.0) % 1 * 360) - 180;
        (Math.IEEERemainder(Degrees(SunCoordinates.At(ms).GreenwichHourAngle) - mean, 360) * 4).ShouldBe(minutes, 0.05);
    }

    [Theory]
    [InlineData("2000-03-20T07:35:00Z", 0)]
    [InlineData("2000-09-22T17:28:00Z", 0)]
    [InlineData("2000-06-21T01:48:00Z", 23.438)]
    [InlineData("2000-12-21T13:37:00Z", -23.438)]
    [InlineData("2020-03-20T03:50:00Z", 0)]
    [InlineData("2024-06-20T20:51:00Z", 23.437)]
    [InlineData("2024-12-21T09:20:00Z", -23.437)]
    [InlineData("2025-09-22T18:19:00Z", 0)]
    [InlineData("2026-03-20T14:46:00Z", 0)]
    public void Declination_at_published_equinoxes_and_solstices(string at, double degrees) =>
        Degrees(SunCoordinates.At(Ms(at)).Declination).ShouldBe(degrees, 0.01);

    [Theory]
    [InlineData(0)]
    [InlineData(50.8)]
    [InlineData(-33.9)]
    [InlineData(69.6)]
    public void At_an_equinox_the_noon_sun_is_as_high_as_the_pole_is_low(double latitude)
    {
        var day = Ms("2026-03-20T00:00:00Z");
        var noon = Enumerable.Range(0, 1440).Select(minute => SolarPosition.At(day + (minute * 60_000L), latitude, 0)).MaxBy(sun => sun.Elevation);
        Degrees(noon.Elevation).ShouldBe(90 - Math.Abs(latitude), 0.3);
        // At the equator it stands overhead, in no direction.
        if (latitude == 0)
            return;
        Math.Abs(Math.Sin(noon.Azimuth)).ShouldBeLessThan(0.01);
        Math.Sign(Math.Cos(noon.Azimuth)).ShouldBe(latitude > 0 ? -1 : 1);
    }

    [Fact]
    public void The_sun_is_nearest_in_January_and_farthest_in_July()
    {
        SunCoordinates.At(Ms("2025-01-04T13:28:00Z")).DistanceAu.ShouldBe(0.98333, 1e-4);
        SunCoordinates.At(Ms("2025-07-03T19:54:00Z")).DistanceAu.ShouldBe(1.01664, 1e-4);
    }

    [Fact]
    public void In_the_morning_the_sun_is_in_the_east()
    {
        Math.Sin(SolarPosition.At(Ms("2026-06-21T06:00:00Z"), 50.8, 4.3).Azimuth).ShouldBeGreaterThan(0.9);
        Math.Sin(SolarPosition.At(Ms("2026-06-21T18:00:00Z"), 50.8, 4.3).Azimuth).ShouldBeLessThan(-0.9);
    }
}
