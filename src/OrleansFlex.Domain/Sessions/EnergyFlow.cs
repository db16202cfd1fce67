namespace OrleansFlex.Domain.Sessions;

/// <summary>Energy that flows evenly over a time.</summary>
/// <param name="MilliWh">All of it, milliwatt-hours.</param>
/// <param name="FromMs">First instant, Unix milliseconds.</param>
/// <param name="ToMs">First instant after it; the same where it flows at once.</param>
public readonly record struct EnergyFlow(long MilliWh, long FromMs, long ToMs)
{
    /// <summary>Power, kW; 0 where it flows at once.</summary>
    public double Kw => ToMs > FromMs ? MilliWh * 3.6 / (ToMs - FromMs) : 0;

    /// <summary>What has flowed up to an instant, rounded: differences of it add up to the whole.</summary>
    public long MilliWhUpTo(long atMs) => atMs >= ToMs ? MilliWh : (long)Math.Round((double)MilliWh * (atMs - FromMs) / (ToMs - FromMs));
}
