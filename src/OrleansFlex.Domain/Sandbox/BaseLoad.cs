namespace OrleansFlex.Domain.Sandbox;

/// <summary>The household's load that nobody steers: a daily profile with noise.</summary>
public static class BaseLoad
{
    /// <summary>Load of one quarter-hour, kW; 0 for a household without one.</summary>
    /// <param name="meanKw">Mean load, kW.</param>
    /// <param name="seed">The household's key.</param>
    /// <param name="slot">Number of the quarter-hour since 1970.</param>
    /// <param name="minuteOfDay">Its local minute.</param>
    public static double PowerKw(double meanKw, ulong seed, long slot, double minuteOfDay)
    {
        if (meanKw <= 0)
            return 0;
        var hour = minuteOfDay / 60;
        var shape = 0.55 + Bump(hour, 7.5, 1.3, 0.9) + Bump(hour, 12.5, 2, 0.4) + Bump(hour, 19.5, 2.2, 1.4);
        var noise = SeededRandom.Keyed(seed, 29, slot);
        return meanKw * shape * noise.Between(0.6, 1.4);
    }

    private static double Bump(double hour, double at, double width, double height) =>
        height * Math.Exp(-(hour - at) * (hour - at) / (2 * width * width));
}
