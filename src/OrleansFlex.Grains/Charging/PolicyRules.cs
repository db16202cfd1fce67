using NodaTime;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Domain.Schedules;

namespace OrleansFlex.Grains.Charging;

/// <summary>What follows from a policy, the vehicle as last observed and the time: pure functions.</summary>
public static class PolicyRules
{
    /// <summary>How long a vehicle may be reported unreachable before it counts as unavailable.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(60);

    /// <summary>A reading of power holds this long.</summary>
    private static readonly TimeSpan ReadingHolds = TimeSpan.FromMinutes(30);

    /// <summary>The next deadline of the week and the settings that apply to it.</summary>
    public static UpcomingDeadline Deadline(PolicyState policy, long nowMs) =>
        UpcomingDeadline.After(nowMs, policy.Schedule(), DateTimeZoneProviders.Tzdb[policy.TimezoneName]);

    /// <summary>True where the vehicle can be charged by this policy now: at the location, plugged in and not out of reach.</summary>
    public static bool IsAvailable(PolicyState policy, Device? vehicle, long nowMs) =>
        vehicle is { Reading: { IsPluggedIn: true, BatteryLevel: not null } reading }
        && vehicle.LocationId == policy.LocationId
        && !(reading is { IsReachable: false, UnreachableSinceMs: { } since } && nowMs - since >= (long)Patience.TotalMilliseconds);

    /// <summary>The level now: as last observed, and what the observed power has added since.</summary>
    public static double LevelNow(Device vehicle, long nowMs)
    {
        var reading = vehicle.Reading!;
        var level = reading.BatteryLevel ?? 0;
        if (reading is not { IsCharging: true, ChargeRateKw: > 0 and { } rate } || vehicle.Ratings.BatteryCapacityKwh is not { } capacity)
            return level;
        var hours = Math.Clamp(nowMs - reading.AtMs, 0, (long)ReadingHolds.TotalMilliseconds) / 3_600_000.0;
        var gained = rate * hours * (vehicle.Ratings.Efficiency ?? 0.9) / capacity * 100;
        return Math.Min(level + gained, Math.Max(level, reading.ChargeLimit ?? 100));
    }

    /// <summary>What the planner is asked.</summary>
    public static ChargingRequest Request(PolicyState policy, Device vehicle, PriceCurve prices, UpcomingDeadline deadline, long nowMs)
    {
        var ratings = vehicle.Ratings;
        var reading = vehicle.Reading!;
        return new ChargingRequest
        {
            NowMs = nowMs,
            LevelPercent = LevelNow(vehicle, nowMs),
            CapacityKwh = ratings.BatteryCapacityKwh ?? 0,
            ChargeLimitPercent = reading.ChargeLimit ?? policy.ChargeLimit,
            Efficiency = ratings.Efficiency ?? 0.9,
            MaxPowerKw = ratings.MaxPowerKw,
            MinPowerKw = ratings.MinPowerKw ?? 0,
            Tapers = ratings.Tapers,
            OnOffOnly = ratings.OnOffOnly,
            ReservePercent = policy.BatteryReserve,
            TargetPercent = deadline.Day.MinimumChargeTarget,
            ReadyByMs = deadline.AtMs,
            RunningSinceMs = reading.IsCharging == true ? reading.ChargingSinceMs : null,
            Prices = prices,
        };
    }

    /// <summary>
    /// True where an observation makes a new plan worth while: plug, place, limit, charging or reachability changed, or the
    /// level is more than a point off what was expected.
    /// </summary>
    public static bool IsMaterial(Device? before, Device after)
    {
        if (before?.Reading is not { } last || after.Reading is not { } reading)
            return true;
        return last.IsPluggedIn != reading.IsPluggedIn
            || last.IsCharging != reading.IsCharging
            || last.IsReachable != reading.IsReachable
            || last.ChargeLimit != reading.ChargeLimit
            || last.PluggedInChargerId != reading.PluggedInChargerId
            || before.LocationId != after.LocationId
            || Math.Abs(LevelNow(before, reading.AtMs) - (reading.BatteryLevel ?? 0)) > 1;
    }

    /// <summary>The state of the policy's status, the first that holds.</summary>
    public static string State(PolicyState policy, Device? vehicle, ChargingPlan? plan, bool zoneIsActive, long nowMs)
    {
        if (!IsAvailable(policy, vehicle, nowMs) || (policy.Zone is not null && !zoneIsActive))
            return PolicyStates.Unavailable;
        if (LevelNow(vehicle!, nowMs) < policy.BatteryReserve)
            return PolicyStates.BatteryReserve;
        return plan is { Inflexible: true } ? PolicyStates.Inflexible : PolicyStates.Regular;
    }
}
