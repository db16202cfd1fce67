namespace OrleansFlex.Domain.Pricing;

/// <summary>A stretch of a price history that is stored apart, once, because it no longer changes.</summary>
/// <param name="Number">Its place in the store.</param>
/// <param name="FromMs">Its first change point, Unix milliseconds.</param>
/// <param name="UntilMs">The first change point after it; all of its own are before.</param>
/// <param name="Points">How many change points it holds.</param>
public sealed record PriceSegment(int Number, long FromMs, long UntilMs, int Points);
