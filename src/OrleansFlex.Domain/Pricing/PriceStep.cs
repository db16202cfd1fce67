namespace OrleansFlex.Domain.Pricing;

/// <summary>One step of a <see cref="PriceCurve"/>: from <paramref name="AtMs"/> on the price is <paramref name="Price"/>.</summary>
/// <param name="AtMs">Instant in Unix milliseconds.</param>
/// <param name="Price">Price of one kWh at the wall, in units of the currency; may be negative.</param>
public readonly record struct PriceStep(long AtMs, decimal Price);
