using OrleansFlex.Contracts.Assets;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Forecasting;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Domain.Sandbox;
using OrleansFlex.Domain.Solar;
using OrleansFlex.Grains.Solar;
using OrleansFlex.Grains.Time;

namespace OrleansFlex.Grains.Charging;

/// <summary>What a policy adds to its zone's shape: the plan of a vehicle that is there, the forecast of its next return.</summary>
internal static class VehicleContribution
{
    private const int ForecastDeadlines = 3;

    [ThreadStatic]
    private static PlanBuffer? _plan;

    [ThreadStatic]
    private static (PriceCurve? Curve, long FirstMs, ushort[] Order) _order;

    /// <summary>Writes expected, minimum, maximum and deviation in watts, one after the other; answers whether the vehicle can be steered now.</summary>
    public static bool Write(PolicyState policy, Device? vehicle, PriceCurve prices, PolicyServices services, VehicleHistory? history, long nowMs, Span<int> watts, SurplusForecast? surplus = null)
    {
        watts.Clear();
        if (vehicle is null)
            return false;

        var window = services.Shape.Window;
        var length = watts.Length / 4;
        var firstMs = window.StartMs(window.ChunkAt(nowMs));
        var expected = watts[..length];
        var minimum = watts.Slice(length, length);
        var maximum = watts.Slice(2 * length, length);
        var sigma = watts.Slice(3 * length, length);
        var calendar = Calendars.Of(policy.TimezoneName);
        var deadline = PolicyRules.Deadline(policy, nowMs);
        var isAvailable = PolicyRules.IsAvailable(policy, vehicle, nowMs);
        var subject = Subject(policy, vehicle, isAvailable, nowMs);
        if (isAvailable)
        {
            var request = PolicyRules.Request(policy, vehicle, prices, deadline, nowMs).With(surplus);
            var plan = _plan ??= new PlanBuffer();
            ChargingPlanner.Plan(request, services.Charging, plan);
            VehicleEnvelope.Write(request, services.Charging, plan, firstMs, window.ChunkMinutes, MeasuredWh(vehicle, firstMs, nowMs), expected, minimum, maximum);
            PresentVehicleForecast.WriteSigma(subject, history, FleetPrior.Default, calendar, nowMs, firstMs, window.ChunkMinutes, expected, sigma);
            surplus?.AddDeviation(firstMs, window.ChunkMinutes, expected, sigma);
        }

        Span<ForecastDeadline> deadlines = stackalloc ForecastDeadline[ForecastDeadlines];
        deadlines[0] = new ForecastDeadline(deadline.AtMs, deadline.Day.MinimumChargeTarget);
        for (var i = 1; i < ForecastDeadlines; i++)
        {
            var next = PolicyRules.Deadline(policy, deadlines[i - 1].AtMs);
            deadlines[i] = new ForecastDeadline(next.AtMs, next.Day.MinimumChargeTarget);
        }

        AbsentVehicleForecast.Add(
            subject, history, FleetPrior.Default, calendar, nowMs, firstMs, window.ChunkMinutes, deadlines,
            Order(prices, firstMs, window.ChunkMs, length * 2), expected, minimum, maximum, sigma);
        return isAvailable && vehicle.Reading?.IsReachable != false;
    }

    private static ForecastVehicle Subject(PolicyState policy, Device vehicle, bool isAvailable, long nowMs)
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
            vehicle.Reading?.BatteryLevel is null ? double.NaN : PolicyRules.LevelNow(vehicle, nowMs),
            whereabouts,
            ratings.Tapers);
    }

    /// <summary>Energy of the running chunk up to now: the observed power held over the part of it in which the car was charging.</summary>
    private static long MeasuredWh(Device vehicle, long firstMs, long nowMs)
    {
        if (vehicle.Reading is not { IsCharging: true, ChargeRateKw: > 0 and { } rate, ChargingSinceMs: { } since })
            return 0;
        return (long)Math.Round(rate * Math.Max(0, nowMs - Math.Max(firstMs, since)) / 3600.0);
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
