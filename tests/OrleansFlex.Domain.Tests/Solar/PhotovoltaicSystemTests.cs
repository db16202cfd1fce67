using System.Globalization;
using OrleansFlex.Domain.Solar;

namespace OrleansFlex.Domain.Tests.Solar;

/// <summary>A year of NREL's PVWatts: its beam, diffuse, air and wind through our transposition and temperature model.</summary>
public sealed class PhotovoltaicSystemTests(ITestOutputHelper output)
{
    private const double Latitude = 39.73;
    private const double Longitude = -105.18;

    [Fact]
    public void A_year_agrees_with_PVWatts()
    {
        var hours = Read();
        hours.Count.ShouldBe(8760);
        var plane = new ArrayPlane(new SolarArray(4, 180, 20), Latitude);
        double ours = 0, theirs = 0, squares = 0, planeSquares = 0, cellSquares = 0;
        var days = 0;
        foreach (var hour in hours)
        {
            var sun = SolarPosition.At(hour.MiddleMs, Latitude, Longitude);
            var irradiance = PlaneIrradiance.Of(sun, plane, new Sunlight(hour.Beam, hour.Diffuse));
            var ac = PhotovoltaicSystem.PowerKw(plane, irradiance, hour.AmbientC, hour.WindMs) * 1000;
            ours += ac;
            theirs += hour.AcW;
            squares += (ac - hour.AcW) * (ac - hour.AcW);
            planeSquares += Math.Pow(irradiance.Total - hour.PlaneW, 2);
            if (hour.PlaneW > 0)
            {
                cellSquares += Math.Pow(PhotovoltaicSystem.CellTemperatureC(irradiance.Total, hour.AmbientC, hour.WindMs) - hour.CellC, 2);
                days++;
            }
        }

        var error = Math.Sqrt(squares / hours.Count) / 4000;
        output.WriteLine(FormattableString.Invariant(
            $"year {ours / theirs - 1:P2}, hourly {error:P2} of capacity, plane {Math.Sqrt(planeSquares / hours.Count):F2} W/m², cell {Math.Sqrt(cellSquares / days):F2} K"));
        (ours / theirs).ShouldBe(1, 0.02);
        error.ShouldBeLessThan(0.02);
        Math.Sqrt(planeSquares / hours.Count).ShouldBeLessThan(10);
    }

    [Fact]
    public void Inverter_agrees_with_an_hour_of_PVWatts_and_clips_at_its_rating()
    {
        PhotovoltaicSystem.AcKw(4, 2.64425).ShouldBe(2.543789, 1e-4);
        PhotovoltaicSystem.AcKw(4, 5).ShouldBe(4 / 1.2, 1e-9);
        PhotovoltaicSystem.AcKw(4, 0.001).ShouldBe(0);
        PhotovoltaicSystem.AcKw(4, 0).ShouldBe(0);
    }

    private static List<Hour> Read()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "OrleansFlex.sln")))
            folder = Path.GetDirectoryName(folder);
        var file = Path.Combine(folder ?? ".", "..", "shared", "data", "pv", "pvwatts_8760_rackmount.csv");
        Assert.SkipUnless(File.Exists(file), $"The PVWatts year {file} is not on this machine.");
        return [.. File.ReadLines(file).SkipWhile(line => !line.StartsWith("Month,", StringComparison.Ordinal)).Skip(1).Select(Parse).OfType<Hour>()];
    }

    private static Hour? Parse(string line)
    {
        var cells = line.Split(',');
        if (cells.Length < 11 || !int.TryParse(cells[0], out var month))
            return null;
        var number = cells.Select(cell => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : 0).ToArray();
        // Mountain Standard Time all year; an hour's sun is that of its middle. The year is none in particular, so a common one.
        var start = new DateTimeOffset(2005, month, (int)number[1], (int)number[2], 30, 0, TimeSpan.FromHours(-7));
        return new Hour(start.ToUnixTimeMilliseconds(), number[3], number[4], number[5], number[6], number[7], number[8], number[10]);
    }

    private sealed record Hour(long MiddleMs, double Beam, double Diffuse, double AmbientC, double WindMs, double PlaneW, double CellC, double AcW);
}
