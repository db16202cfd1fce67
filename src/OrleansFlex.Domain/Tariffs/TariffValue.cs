namespace OrleansFlex.Domain.Tariffs;

/// <summary>A rate from an instant on.</summary>
/// <param name="AtMs">When it comes into force, Unix milliseconds.</param>
/// <param name="Rate">Currency units per kWh, or a multiplier.</param>
public readonly record struct TariffValue(long AtMs, decimal Rate);
