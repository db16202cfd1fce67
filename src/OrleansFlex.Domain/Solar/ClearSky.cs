namespace OrleansFlex.Domain.Solar;

/// <summary>Sunlight through a cloudless sky.</summary>
public static class ClearSky
{
    /// <summary>Irradiance outside the atmosphere at one astronomical unit, W/m² (Kopp and Lean 2011).</summary>
    public const double SolarConstant = 1361;

    /// <summary>Global irradiance on the horizontal, W/m²: Haurwitz 1945, <c>1098·sin h·exp(−0.059 / sin h)</c>.</summary>
    /// <param name="sine">Sine of the sun's elevation; 0 and less is night.</param>
    public static double GlobalHorizontal(double sine) => sine <= 0 ? 0 : 1098 * sine * Math.Exp(-0.059 / sine);
}
