namespace OrleansFlex.Domain.Flexibility;

/// <summary>The standard normal distribution.</summary>
public static class NormalDistribution
{
    /// <summary>
    /// P(Z &lt; −|x|), with double precision: Hart's rational approximation as given by G. West, "Better approximations to
    /// cumulative normal functions", Wilmott, May 2005.
    /// </summary>
    public static double Tail(double x)
    {
        var z = Math.Abs(x);
        if (double.IsNaN(z))
            return double.NaN;
        if (z > 37)
            return 0;
        var density = Math.Exp(-z * z / 2);
        if (z >= 7.07106781186547)
            return density / (z + (1 / (z + (2 / (z + (3 / (z + (4 / (z + 0.65))))))))) / 2.506628274631;
        var above = (((((((((((0.0352624965998911 * z) + 0.700383064443688) * z) + 6.37396220353165) * z) + 33.912866078383) * z)
            + 112.079291497871) * z) + 221.213596169931) * z) + 220.206867912376;
        var below = (((((((((((((0.0883883476483184 * z) + 1.75566716318264) * z) + 16.064177579207) * z) + 86.7807322029461) * z)
            + 296.564248779674) * z) + 637.333633378831) * z) + 793.826512519948) * z) + 440.413735824752;
        return density * above / below;
    }

    /// <summary>P(|Z| ≤ x) for x ≥ 0: rises from 0 to 1.</summary>
    public static double WithinProbability(double x) => Math.Clamp(1 - (2 * Tail(x)), 0, 1);
}
