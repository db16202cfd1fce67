namespace OrleansFlex.Domain.Solar;

/// <summary>Irradiance in the plane of an array, W/m².</summary>
/// <param name="Beam">Straight from the sun.</param>
/// <param name="Sky">From the sky, the bright ring around the sun included.</param>
/// <param name="Ground">Reflected by the ground.</param>
/// <param name="CosIncidence">Cosine of the beam's angle of incidence, not below 0.</param>
public readonly record struct PlaneIrradiance(double Beam, double Sky, double Ground, double CosIncidence)
{
    private const double Degree = Math.PI / 180;

    // Grass and pavement alike, as PVWatts has it.
    private const double Albedo = 0.2;
    private const double LeastCosine = 0.0872;

    /// <summary>All of it.</summary>
    public double Total => Beam + Sky + Ground;

    /// <summary>What passes the glass: the beam by its angle, the rest, whose angles are mixed, whole.</summary>
    public double Effective => Total - (Beam * (1 - GlassCover.Transmission(CosIncidence)));

    /// <summary>
    /// Turns sunlight into the plane of an array with the sky of Perez, Ineichen, Seals, Michalsky and Stewart 1990: a bright ring around the
    /// sun, a bright band at the horizon, and an even rest, weighted by how clear and how bright the sky is.
    /// </summary>
    public static PlaneIrradiance Of(in SolarPosition sun, in ArrayPlane plane, in Sunlight light)
    {
        var sine = Math.Sin(sun.Elevation);
        var incidence = Math.Max(0, plane.CosIncidence(sun));
        var beam = sine > 0 ? light.Beam * incidence : 0;
        var ground = Albedo * ((light.Beam * Math.Max(0, sine)) + light.Diffuse) * (1 - plane.CosTilt) / 2;
        var even = (1 + plane.CosTilt) / 2;
        if (light.Diffuse <= 0)
            return new PlaneIrradiance(beam, 0, ground, incidence);

        var zenith = (Math.PI / 2) - sun.Elevation;
        var cubed = 1.041 * zenith * zenith * zenith;
        var clearness = (((light.Diffuse + light.Beam) / light.Diffuse) + cubed) / (1 + cubed);
        var brightness = light.Diffuse * AirMass(zenith, sine) * sun.DistanceAu * sun.DistanceAu / ClearSky.SolarConstant;
        var (ring, band) = PerezCoefficients.Of(clearness, brightness, zenith);
        var sky = light.Diffuse * (((1 - ring) * even) + (ring * incidence / Math.Max(LeastCosine, sine)) + (band * plane.SinTilt));
        return new PlaneIrradiance(beam, Math.Max(0, sky), ground, incidence);
    }

    // Kasten and Young 1989; the sun below the horizon counts as on it.
    private static double AirMass(double zenith, double sine)
    {
        var degrees = Math.Min(zenith / Degree, 90);
        return 1 / (Math.Max(sine, 0) + (0.50572 * Math.Pow(96.07995 - degrees, -1.6364)));
    }
}
