using System.Collections.Immutable;

namespace OrleansFlex.Domain.Pricing;

/// <summary>Prices of a <see cref="PriceTable"/>, moved in time.</summary>
/// <param name="Steps">Steps, rising; the first is in force a day before now.</param>
/// <param name="EndMs">Where the moved data end, Unix ms; possibly far behind the last step.</param>
/// <param name="Weeks">By how many weeks they were moved.</param>
public sealed record ShiftedPrices(ImmutableArray<PriceStep> Steps, long EndMs, int Weeks);
