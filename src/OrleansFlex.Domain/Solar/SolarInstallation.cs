namespace OrleansFlex.Domain.Solar;

/// <summary>All arrays of one place. Immutable.</summary>
public sealed class SolarInstallation
{
    private readonly ArrayPlane[] _planes;

    /// <summary>Places arrays.</summary>
    /// <param name="latitude">Degrees north.</param>
    /// <param name="longitude">Degrees east.</param>
    /// <param name="arrays">The arrays; without any there is never production.</param>
    public SolarInstallation(double latitude, double longitude, IEnumerable<SolarArray> arrays)
    {
        Latitude = latitude;
        Longitude = longitude;
        _planes = [.. arrays.Select(array => new ArrayPlane(array, latitude))];
        CapacityKw = _planes.Sum(plane => plane.CapacityKw);
    }

    /// <summary>Degrees north.</summary>
    public double Latitude { get; }

    /// <summary>Degrees east.</summary>
    public double Longitude { get; }

    /// <summary>Peak capacity of all arrays, kWp.</summary>
    public double CapacityKw { get; }

    /// <summary>Production at an instant under a cloud cover, kW.</summary>
    /// <param name="instantMs">Unix milliseconds.</param>
    /// <param name="cover">Share of the sky that is covered, 0–1.</param>
    public double PowerKw(long instantMs, double cover) => PowerKw(instantMs, SunAt(instantMs), cover);

    /// <summary>The sun over the installation.</summary>
    internal SolarPosition SunAt(long instantMs) => SolarPosition.At(instantMs, Latitude, Longitude);

    /// <summary>Production with the sun where it is known to stand, kW.</summary>
    internal double PowerKw(long instantMs, in SolarPosition sun, double cover)
    {
        if (sun.Elevation <= 0)
            return 0;
        var light = Sunlight.Under(sun, cover);
        var ambient = TypicalClimate.TemperatureC(instantMs, Latitude, Longitude);
        var sum = 0.0;
        foreach (ref readonly var plane in _planes.AsSpan())
            sum += PhotovoltaicSystem.PowerKw(plane, PlaneIrradiance.Of(sun, plane, light), ambient, TypicalClimate.WindMs);
        return sum;
    }
}
