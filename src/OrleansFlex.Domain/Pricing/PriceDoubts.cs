using System.Collections.Immutable;

namespace OrleansFlex.Domain.Pricing;

/// <summary>What is not known of the prices that a plan counts with, because of the location's tariff formula.</summary>
/// <param name="Gaps">Where the import formula has no rate, in order of time.</param>
/// <param name="HasRates">Whether it has a rate at some other time, which stands in.</param>
/// <param name="ForeignCurrency">The formula's currency where it is not the zone's, so that its rates do not count; else null.</param>
public sealed record PriceDoubts(ImmutableArray<PriceSignalGap> Gaps, bool HasRates, string? ForeignCurrency = null);
