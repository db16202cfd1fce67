using OrleansFlex.Domain.Pricing;
using OrleansFlex.Domain.Sessions;
using OrleansFlex.Domain.Solar;

namespace OrleansFlex.Grains.Charging;

/// <summary>What energy costs at a location, for a plan.</summary>
/// <param name="Import">Import rate and price signal together.</param>
/// <param name="Export">What surplus of the sun would earn; null without an export formula.</param>
/// <param name="Currency">ISO 4217 code of the prices; null where none counts.</param>
/// <param name="IsPriced">Whether there is an import rate or a price signal.</param>
/// <param name="FromMs">How far back the prices reach, Unix milliseconds.</param>
/// <param name="Doubts">What the location's tariff formula does not tell; null where it tells all, or there is none.</param>
public readonly record struct EffectivePrice(
    PriceCurve Import, PriceCurve? Export, string? Currency, bool IsPriced = false, long FromMs = 0, PriceDoubts? Doubts = null)
{
    /// <summary>The same for the account of a session; null where energy has no price.</summary>
    public SessionPrices? ForSession(SurplusForecast? surplus) => IsPriced && Currency is not null
        ? new SessionPrices(Currency, Import, Export, surplus?.Curve, FromMs, Doubts?.Gaps ?? [])
        : null;
}
