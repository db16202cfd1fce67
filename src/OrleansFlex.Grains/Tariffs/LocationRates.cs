using OrleansFlex.Domain.Tariffs;

namespace OrleansFlex.Grains.Tariffs;

/// <summary>What energy costs and earns at a location by its tariff formulas, over the range that was asked for.</summary>
/// <param name="Revision">Changes exactly when the location's formulas do, or the rates of a tariff that they use.</param>
/// <param name="Import">The import rate; null where the location has no import formula.</param>
/// <param name="Export">The export rate; null where the location has no export formula.</param>
/// <param name="Currency">ISO 4217 code of the rates; null where there is no formula.</param>
public sealed record LocationRates(string Revision, RateSteps? Import, RateSteps? Export, string? Currency);

/// <summary>What a formula yields over a range, and the formula's variables by which <see cref="ResolvedRates.Missing"/> counts.</summary>
/// <param name="Rates">The rates.</param>
/// <param name="TariffIds">The tariffs that the formula refers to, in the order of its variables.</param>
public sealed record FormulaRates(ResolvedRates Rates, IReadOnlyList<string> TariffIds);
