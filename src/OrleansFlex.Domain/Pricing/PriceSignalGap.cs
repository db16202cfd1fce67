namespace OrleansFlex.Domain.Pricing;

/// <summary>A half-open stretch in which no price is known.</summary>
/// <param name="FromMs">Start, in Unix milliseconds.</param>
/// <param name="ToMs">End, exclusive.</param>
public readonly record struct PriceSignalGap(long FromMs, long ToMs);
