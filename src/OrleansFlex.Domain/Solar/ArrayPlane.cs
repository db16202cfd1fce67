namespace OrleansFlex.Domain.Solar;

/// <summary>An array at a place, its angles resolved and their sines at hand.</summary>
public readonly struct ArrayPlane
{
    private const double Degree = Math.PI / 180;

    /// <summary>Places an array: where its angles are not told it faces the equator, tilted by the latitude.</summary>
    public ArrayPlane(SolarArray array, double latitude)
    {
        CapacityKw = array.CapacityKw;
        Azimuth = (array.AzimuthDegrees ?? (latitude >= 0 ? 180 : 0)) * Degree;
        (SinTilt, CosTilt) = Math.SinCos((array.TiltDegrees ?? Math.Min(90, Math.Abs(latitude))) * Degree);
    }

    /// <summary>Peak capacity, kWp.</summary>
    public double CapacityKw { get; }

    /// <summary>Radians clockwise from true north.</summary>
    public double Azimuth { get; }

    /// <summary>Sine of the tilt.</summary>
    public double SinTilt { get; }

    /// <summary>Cosine of the tilt.</summary>
    public double CosTilt { get; }

    /// <summary>Cosine of the angle between the sun's beam and the plane's normal; negative where the sun is behind the plane.</summary>
    public double CosIncidence(in SolarPosition sun)
    {
        var (sine, cosine) = Math.SinCos(sun.Elevation);
        return (sine * CosTilt) + (cosine * SinTilt * Math.Cos(sun.Azimuth - Azimuth));
    }
}
