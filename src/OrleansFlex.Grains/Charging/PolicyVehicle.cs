using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Commands;
using OrleansFlex.Domain.Policies;

namespace OrleansFlex.Grains.Charging;

/// <summary>A vehicle from the point of view of a policy.</summary>
internal static class PolicyVehicle
{
    /// <summary>The vehicle as the policy's rules see it; null before it was observed.</summary>
    /// <param name="vehicle">The vehicle.</param>
    /// <param name="locationId">The policy's location.</param>
    /// <param name="policyId">The policy.</param>
    /// <param name="isDriven">Whether there is a way to command it.</param>
    public static ObservedVehicle? Of(Device? vehicle, Guid locationId, Guid policyId, bool isDriven = true)
    {
        if (vehicle?.Reading is not { } reading)
            return null;
        var ratings = vehicle.Ratings;
        return new ObservedVehicle
        {
            AtMs = reading.AtMs,
            IsPluggedIn = reading.IsPluggedIn == true && vehicle.LocationId == locationId,
            PluggedInSinceMs = reading.PluggedInSinceMs,
            UnreachableSinceMs = reading.IsReachable == false ? reading.UnreachableSinceMs : null,
            IsCharging = reading.IsCharging == true,
            ChargingSinceMs = reading.ChargingSinceMs,
            Level = reading.BatteryLevel,
            ChargeLimit = reading.ChargeLimit,
            RateKw = reading.ChargeRateKw,
            MeterKwh = reading.EnergyMeterKwh,
            CapacityKwh = ratings.BatteryCapacityKwh ?? 0,
            Efficiency = ratings.Efficiency ?? 0.9,
            MaxKw = ratings.MaxPowerKw,
            MinKw = ratings.MinPowerKw ?? 0,
            Tapers = ratings.Tapers,
            OnOffOnly = ratings.OnOffOnly,
            Command = !isDriven ? CommandStanding.ReadOnly : vehicle.Steering is { } steering && steering.PolicyId == policyId ? Standing(steering) : CommandStanding.None,
            CommandPowerKw = vehicle.Steering is { Wish: SteeringWish.Charge } told && told.PolicyId == policyId ? told.PowerKw : null,
            CommandSinceMs = vehicle.Steering?.ChangedAtMs ?? 0,
        };
    }

    private static CommandStanding Standing(SteeringState steering) => (steering.Wish, steering.Progress) switch
    {
        (SteeringWish.Charge, SteeringProgress.Pending) => CommandStanding.Starting,
        (SteeringWish.Charge, SteeringProgress.Failed) => CommandStanding.StartFailed,
        (SteeringWish.Pause, SteeringProgress.Pending or SteeringProgress.Failed) => CommandStanding.Stopping,
        _ => CommandStanding.None,
    };

    /// <summary>True where nothing is new but that the vehicle's grain has begun to carry out a wish of the policy.</summary>
    public static bool IsObeying(Device? before, Device after, Guid policyId) =>
        before is { Steering: null or { Progress: SteeringProgress.Settled, IsReadOnly: false } }
        && after.Steering is { Progress: SteeringProgress.Pending, IsReadOnly: false } now && now.PolicyId == policyId
        && before.LocationId == after.LocationId && before.Reading == after.Reading && before.Ratings == after.Ratings;

    /// <summary>
    /// True where an observation makes a new plan worth while: plug, place, limit, charging, reachability or the standing of a command
    /// changed, or the level is more than a point off what was expected.
    /// </summary>
    public static bool IsMaterial(in ObservedVehicle? before, in ObservedVehicle after) =>
        before is not { } last
        || last.IsPluggedIn != after.IsPluggedIn
        || last.IsCharging != after.IsCharging
        || last.UnreachableSinceMs is null != after.UnreachableSinceMs is null
        || last.ChargeLimit != after.ChargeLimit
        || last.Command != after.Command
        || Math.Abs(last.LevelAt(after.AtMs) - (after.Level ?? 0)) > 1;
}
