namespace OrleansFlex.Domain.Solar;

/// <summary>Sunlight at the ground.</summary>
/// <param name="Beam">Straight from the sun, on a plane that faces it, W/m².</param>
/// <param name="Diffuse">From the rest of the sky, on the horizontal, W/m².</param>
public readonly record struct Sunlight(double Beam, double Diffuse)
{
    // Below three degrees the share of the beam is guesswork, and dividing by the sine would exaggerate it.
    private const double LeastSine = 0.052;

    /// <summary>Splits global irradiance into beam and diffuse by the clearness of the sky: Erbs, Klein and Duffie 1982.</summary>
    /// <param name="sun">Where the sun stands.</param>
    /// <param name="global">Global irradiance on the horizontal, W/m².</param>
    public static Sunlight Split(in SolarPosition sun, double global)
    {
        var sine = Math.Sin(sun.Elevation);
        if (global <= 0 || sine <= 0)
            return default;
        if (sine < LeastSine)
            return new Sunlight(0, global);
        var outside = ClearSky.SolarConstant / (sun.DistanceAu * sun.DistanceAu) * sine;
        var share = DiffuseShare(Math.Min(global / outside, 1));
        return new Sunlight(global * (1 - share) / sine, global * share);
    }

    /// <summary>The sunlight under a cloud cover of 0–1.</summary>
    public static Sunlight Under(in SolarPosition sun, double cover) =>
        Split(sun, ClearSky.GlobalHorizontal(Math.Sin(sun.Elevation)) * CloudCover.Transmission(cover));

    /// <summary>Diffuse share of the global irradiance.</summary>
    /// <param name="clearness">Global irradiance as a share of that outside the atmosphere, 0–1.</param>
    public static double DiffuseShare(double clearness) => clearness switch
    {
        <= 0.22 => 1 - (0.09 * clearness),
        <= 0.8 => 0.9511 + (clearness * (-0.1604 + (clearness * (4.388 + (clearness * (-16.638 + (12.336 * clearness))))))),
        _ => 0.165,
    };
}
