using OrleansFlex.Contracts.Charging;

namespace OrleansFlex.Contracts.Wire;

/// <summary>A policy on the wire.</summary>
public sealed record PolicyBody(
    Guid Id, Guid VehicleId, Guid LocationId, double BatteryReserve, double LastObservedLocationChargeLimit, ScheduleBody Schedule)
{
    /// <summary>A policy as it is shown.</summary>
    public static PolicyBody Of(VehiclePolicy policy) => new(
        policy.Id, policy.VehicleId, policy.LocationId, policy.BatteryReserve, policy.LastObservedLocationChargeLimit, ScheduleBody.Of(policy.Schedule));
}
