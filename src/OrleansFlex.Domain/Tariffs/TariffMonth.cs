namespace OrleansFlex.Domain.Tariffs;

/// <summary>What a tariff's index knows of a month that has steps of its own.</summary>
/// <param name="Month">Which month, as in <see cref="CalendarMonth"/>.</param>
/// <param name="Version">Which stored version of it is in force.</param>
/// <param name="Steps">How many steps start in it.</param>
/// <param name="Rates">How many of these have a rate.</param>
/// <param name="FirstMs">Where its first step starts.</param>
/// <param name="LastMs">Where its last step starts.</param>
/// <param name="LastRate">The rate in force after its last step; null in a gap.</param>
public readonly record struct TariffMonth(int Month, long Version, int Steps, int Rates, long FirstMs, long LastMs, decimal? LastRate)
{
    /// <summary>The entry of a month as it is written.</summary>
    public static TariffMonth Of(int month, long version, RateSteps steps) => new(
        month, version, steps.Count, steps.CountRates(long.MinValue, long.MaxValue), steps.StartsMs[0], steps.StartsMs[^1], steps.Rates[^1]);
}
