using OrleansFlex.Contracts.Assets;
using OrleansFlex.Domain.Policies;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Domain.Solar;

namespace OrleansFlex.Grains.Charging;

/// <summary>The situation of a policy, from what is stored of it and what is known of vehicle, prices and zone.</summary>
internal static class PolicySituations
{
    public static PolicySituation Of(
        Guid id,
        PolicyState policy,
        Device? vehicle,
        PriceCurve prices,
        bool zoneServes,
        bool isDriven,
        PolicyServices services,
        long nowMs,
        SurplusForecast? surplus = null,
        PriceCurve? exportPrices = null) => new()
        {
            Terms = policy.Terms(),
            Vehicle = PolicyVehicle.Of(vehicle, policy.LocationId, id, isDriven),
            ZoneServes = zoneServes,
            Prices = prices,
            Surplus = surplus?.Curve,
            ExportPrices = exportPrices,
            Options = services.Charging,
            NowMs = nowMs,
        };
}
