using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Domain.Solar;

namespace OrleansFlex.Grains.Solar;

/// <summary>Lets a plan count on the sun.</summary>
internal static class SolarCharging
{
    /// <summary>The request with a surplus to charge from.</summary>
    /// <param name="request">What the planner is asked.</param>
    /// <param name="surplus">Forecast surplus, or null where there are no panels.</param>
    /// <param name="exportPrices">What the surplus would earn, per kWh; nothing where not told.</param>
    public static ChargingRequest With(this ChargingRequest request, SurplusForecast? surplus, PriceCurve? exportPrices = null) =>
        surplus is null ? request : request with { Surplus = surplus.Curve, ExportPrices = exportPrices };
}
