namespace OrleansFlex.Domain.Pricing;

/// <summary>A price from an instant on, until the next value.</summary>
/// <param name="AtMs">Unix milliseconds.</param>
/// <param name="Price">In the zone's currency per kWh; any sign.</param>
public readonly record struct PriceSignalValue(long AtMs, decimal Price);
