namespace OrleansFlex.Domain.Sessions;

/// <summary>What a reading of a vehicle tells about energy.</summary>
/// <param name="AtMs">When, Unix milliseconds.</param>
/// <param name="IsCharging">Whether energy flows from then on.</param>
/// <param name="MeterKwh">Register of energy at the wall, kWh; null where there is none.</param>
/// <param name="RateKw">Power at the wall, kW; null where it is not told.</param>
/// <param name="Level">Battery level, percent; null where it is not told.</param>
public readonly record struct MeterReading(long AtMs, bool IsCharging, double? MeterKwh, double? RateKw, double? Level)
{
    /// <summary>How long a reading of power holds, milliseconds.</summary>
    public const long HoldsMs = 30 * 60_000;

    /// <summary>Energy bought since an earlier reading, milliwatt-hours, from the best source present: the register, else the
    /// power told before, held for at most half an hour, else the rise of the level.</summary>
    /// <param name="before">The earlier reading.</param>
    /// <param name="kwhPerPercent">Energy at the wall for one point of level; 0 where it is unknown.</param>
    public long MilliWhSince(in MeterReading before, double kwhPerPercent)
    {
        if (MeterKwh is { } now && before.MeterKwh is { } then && now >= then)
            return Math.Max(0, Register(now) - Register(then));
        if (before.RateKw is { } rate)
        {
            var heldMs = before.IsCharging ? Math.Min(AtMs - before.AtMs, HoldsMs) : 0;
            return Bounded(rate * heldMs / 3.6);
        }

        return Level is { } high && before.Level is { } low ? Bounded((high - low) * kwhPerPercent * 1e6) : 0;
    }

    // Rounding the register, not the difference, makes the differences of a session add up to its whole.
    private static long Register(double kwh) => (long)Math.Round(Math.Clamp(kwh, -1e12, 1e12) * 1e6);

    private static long Bounded(double milliWh) => milliWh is > 0 and < 1e15 ? (long)Math.Round(milliWh) : 0;
}
