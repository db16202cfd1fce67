using OrleansFlex.Domain.Pricing;

namespace OrleansFlex.Grains.Charging;

/// <summary>What energy costs at a location, for a plan.</summary>
/// <param name="Import">Import rate and price signal together.</param>
/// <param name="Export">What surplus of the sun would earn; null without an export formula.</param>
/// <param name="Currency">ISO 4217 code of the tariffs; null where none counts.</param>
public readonly record struct EffectivePrice(PriceCurve Import, PriceCurve? Export, string? Currency);
