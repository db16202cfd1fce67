using OrleansFlex.Contracts.Assets;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Forecasting;
using OrleansFlex.Domain.Policies;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Domain.Sandbox;
using OrleansFlex.Domain.Schedules;
using OrleansFlex.Domain.Sessions;
using OrleansFlex.Domain.Solar;
using OrleansFlex.Grains.Time;

namespace OrleansFlex.Grains.Charging;

/// <summary>What a policy adds to its zone's shape: the plan of a vehicle that is there, the forecast of its next return.</summary>
internal static class VehicleContribution
{
    private const int ForecastDeadlines = 3;

    [ThreadStatic]
    private static (PriceCurve? Curve, long FirstMs, ushort[] Order) _order;

    /// <summary>Writes expected, minimum, maximum and deviation in watts, one after the other; answers whether the vehicle can be steered now.</summary>
    public static bool Write(
        PolicyState policy, Device? device, in PolicyTurn turn, in PolicySituation situation, PlanBuffer plan, PolicyServices services, VehicleHistory? history, Span<int> watts,
        SurplusForecast? surplus = null)
    {
        watts.Clear();
        if (device is null)
            return false;

        var nowMs = situation.NowMs;
        var window = services.Shape.Window;
        var length = watts.Length / 4;
        var firstMs = window.StartMs(window.ChunkAt(nowMs));
        var expected = watts[..length];
        var minimum = watts.Slice(length, length);
        var maximum = watts.Slice(2 * length, length);
        var sigma = watts.Slice(3 * length, length);
        var calendar = Calendars.Of(policy.TimezoneName);
        var prices = situation.Prices;
        var subject = Subject(policy, device, turn.IsAvailable, situation.Vehicle, nowMs);
        if (turn.IsAvailable)
        {
            var measuredWh = MeasuredWh(turn.Course.Session, situation.Vehicle!.Value, firstMs, nowMs);
            VehicleEnvelope.Write(turn.Request, services.Charging, plan, firstMs, window.ChunkMinutes, measuredWh, expected, minimum, maximum);
            if (!turn.IsSteered)
            {
                // What cannot be steered has no room.
                expected.CopyTo(minimum);
                expected.CopyTo(maximum);
            }

            PresentVehicleForecast.WriteSigma(subject, history, FleetPrior.Default, calendar, nowMs, firstMs, window.ChunkMinutes, expected, sigma);
            surplus?.AddDeviation(firstMs, window.ChunkMinutes, expected, sigma);
        }

        Span<ForecastDeadline> deadlines = stackalloc ForecastDeadline[ForecastDeadlines];
        deadlines[0] = new ForecastDeadline(turn.Need.ReadyByMs, turn.Need.Target);
        var terms = situation.Terms;
        for (var i = 1; i < ForecastDeadlines; i++)
        {
            var next = UpcomingDeadline.After(Math.Max(deadlines[i - 1].AtMs, turn.Course.ServedUntilMs), terms.Schedule, terms.Zone);
            deadlines[i] = new ForecastDeadline(next.AtMs, next.Day.MinimumChargeTarget);
        }

        AbsentVehicleForecast.Add(
            subject, history, FleetPrior.Default, calendar, nowMs, firstMs, window.ChunkMinutes, deadlines,
            Order(prices, firstMs, window.ChunkMs, length * 2), expected, minimum, maximum, sigma);
        return turn.IsAvailable && device.Reading?.IsReachable != false;
    }

    private static ForecastVehicle Subject(PolicyState policy, Device vehicle, bool isAvailable, in ObservedVehicle? seen, long nowMs)
    {
        var ratings = vehicle.Ratings;
        var whereabouts = isAvailable ? Whereabouts.PluggedIn
            : vehicle.Reading is null ? Whereabouts.Unknown
            : vehicle.LocationId == policy.LocationId ? Whereabouts.HomeUnplugged
            : Whereabouts.Away;
        return new ForecastVehicle(
            ratings.MaxPowerKw,
            ratings.BatteryCapacityKwh ?? 0,
            ratings.Efficiency ?? 0.9,
            policy.ChargeLimit,
            policy.BatteryReserve,
            seen?.Level is null ? double.NaN : seen.Value.LevelAt(nowMs),
            whereabouts,
            ratings.Tapers);
    }

    /// <summary>Energy of the running chunk up to now: what is accounted, and the observed power held since the last reading.</summary>
    private static long MeasuredWh(PlugSession? session, in ObservedVehicle vehicle, long firstMs, long nowMs)
    {
        var accounted = session is null ? 0 : (long)Math.Round(session.MilliWhInQuarter(nowMs) / 1000.0);
        if (vehicle is not { IsCharging: true, RateKw: > 0 and { } rate })
            return accounted;
        var sinceMs = Math.Max(firstMs, session?.Last.AtMs ?? vehicle.ChargingSinceMs ?? nowMs);
        return accounted + (long)Math.Round(rate * Math.Max(0, nowMs - sinceMs) / 3600.0);
    }

    /// <summary>Chunks from the cheapest to the dearest, made once for all members that pay the same prices.</summary>
    private static ReadOnlySpan<ushort> Order(PriceCurve prices, long firstMs, long chunkMs, int count)
    {
        if (ReferenceEquals(_order.Curve, prices) && _order.FirstMs == firstMs)
            return _order.Order;
        var each = new double[count];
        for (var i = 0; i < count; i++)
            each[i] = (double)prices.PriceAt(firstMs + (i * chunkMs));
        _order = (prices, firstMs, PriceOrder.Of(each));
        return _order.Order;
    }
}
