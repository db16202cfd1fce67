using System.Collections.Immutable;

namespace OrleansFlex.Domain.Pricing;

/// <summary>A price signal over a range.</summary>
/// <param name="Values">In time order; when a price is known at the start of the range, the first value is that one, dated there.</param>
/// <param name="Gaps">Where nothing is known, in time order.</param>
public sealed record PriceSignalReading(ImmutableArray<PriceSignalValue> Values, ImmutableArray<PriceSignalGap> Gaps);
