using OrleansFlex.Contracts.Assets;
using OrleansFlex.Domain.Sessions;
using OrleansFlex.Grains.Pricing;

namespace OrleansFlex.Grains.Charging;

/// <content>What energy costs that the vehicle has charged.</content>
public sealed partial class VehiclePolicyGrain
{
    /// <summary>The prices for what an observation adds to the account; null where there are none, or nothing can be added.</summary>
    private async ValueTask<SessionPrices?> Paid(Device? vehicle)
    {
        var session = State.Course.Session;
        if (PolicyVehicle.Of(vehicle, State.LocationId, Id) is not { } seen || (session is null && !seen.IsPluggedIn))
            return null;
        var fromMs = session is not null ? IdleUntilMs(session) : Math.Min(seen.AtMs, seen.PluggedInSinceMs ?? seen.AtMs);
        // Prices of long ago matter to energy alone.
        if (session is not null && seen.Meter.MilliWhSince(session.Last, seen.KwhPerPercent) <= 0)
            fromMs = long.MaxValue;
        var price = await services.Prices.Since(Client, State, fromMs);
        return price.ForSession(State.HasArrays && price.IsPriced && price.FromMs < PriceCurves.ReachesMs(services.Clock)
            ? await services.Solar.Since(Client, State.LocationId, State.SiteVersion, price.FromMs)
            : await Surplus(0));
    }

    private long IdleUntilMs(PlugSession session) =>
        SessionAccount.IdleUntilMs(session.Last, PolicyVehicle.Of(_vehicle, State.LocationId, Id)?.MeterAtCable);
}
