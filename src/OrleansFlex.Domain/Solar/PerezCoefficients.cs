namespace OrleansFlex.Domain.Solar;

/// <summary>The coefficients of Perez' sky, the composite of all sites (Perez et al. 1990, table 6).</summary>
internal static class PerezCoefficients
{
    private static readonly double[] Bounds = [1.065, 1.23, 1.5, 1.95, 2.8, 4.5, 6.2];

    private static readonly double[] Table =
    [
        -0.008, 0.588, -0.062, -0.060, 0.072, -0.022,
        0.130, 0.683, -0.151, -0.019, 0.066, -0.029,
        0.330, 0.487, -0.221, 0.055, -0.064, -0.026,
        0.568, 0.187, -0.295, 0.109, -0.152, -0.014,
        0.873, -0.392, -0.362, 0.226, -0.462, 0.001,
        1.132, -1.237, -0.412, 0.288, -0.823, 0.056,
        1.060, -1.600, -0.359, 0.264, -1.127, 0.131,
        0.678, -0.327, -0.250, 0.156, -1.377, 0.251,
    ];

    /// <summary>Brightness of the ring around the sun and of the band at the horizon, as shares of the diffuse light.</summary>
    /// <param name="clearness">1 for an overcast sky, above 6 for a clear one.</param>
    /// <param name="brightness">Diffuse light as a share of what is outside the atmosphere, through the air mass.</param>
    /// <param name="zenith">The sun's distance from the zenith, radians.</param>
    public static (double Ring, double Band) Of(double clearness, double brightness, double zenith)
    {
        var row = 0;
        while (row < Bounds.Length && clearness >= Bounds[row])
            row++;
        var f = Table.AsSpan(row * 6, 6);
        return (Math.Max(0, f[0] + (f[1] * brightness) + (f[2] * zenith)), f[3] + (f[4] * brightness) + (f[5] * zenith));
    }
}
