using OrleansFlex.Contracts.Charging;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Schedules;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Charging;

/// <summary>A policy on the wire.</summary>
public sealed record PolicyBody(
    Guid Id, Guid VehicleId, Guid LocationId, double BatteryReserve, double LastObservedLocationChargeLimit, ScheduleBody Schedule)
{
    public static PolicyBody Of(VehiclePolicy policy) => new(
        policy.Id, policy.VehicleId, policy.LocationId, policy.BatteryReserve, policy.LastObservedLocationChargeLimit, ScheduleBody.Of(policy.Schedule));
}

/// <summary>A policy's status on the wire.</summary>
public sealed record PolicyStatusBody(
    DateTimeOffset UpdatedAt,
    Guid PolicyId,
    Guid LocationId,
    Guid VehicleId,
    string State,
    double BatteryReserve,
    PolicySettingsBody Settings,
    PolicySessionBody Session)
{
    public static PolicyStatusBody Of(PolicyStatus status) => new(
        Wire.Instant(status.UpdatedAtMs),
        status.PolicyId,
        status.LocationId,
        status.VehicleId,
        status.State,
        status.BatteryReserve,
        new PolicySettingsBody(
            new RegularScheduleBody(
                new DaySchedule(status.DeadlineMinutes, status.MinimumChargeTarget).Deadline,
                Wire.Instant(status.ReadyByMs),
                status.MinimumChargeTarget),
            null),
        new PolicySessionBody(Blocks(status.Plan)));

    private static List<StatusBlockBody> Blocks(ChargingPlan? plan)
    {
        var blocks = new List<StatusBlockBody>();
        if (plan is null)
            return blocks;

        // Prices cut a plan into more blocks than the vehicle sees; here neighbours of one state are one block.
        foreach (var block in plan.Blocks)
        {
            var state = PolicyStates.Of(block.State);
            if (blocks.Count > 0 && blocks[^1].StatusState == state && blocks[^1].EstimatedEndAt == Wire.Instant(block.StartMs))
                blocks[^1] = blocks[^1] with { EstimatedEndAt = Wire.Instant(block.EndMs) };
            else
                blocks.Add(new StatusBlockBody(state, Wire.Instant(block.StartMs), Wire.Instant(block.EndMs)));
        }

        return blocks;
    }
}

/// <summary>Resolved settings of a policy.</summary>
public sealed record PolicySettingsBody(RegularScheduleBody RegularSchedule, object? Override);

/// <summary>The upcoming day of the weekly schedule.</summary>
public sealed record RegularScheduleBody(string? Deadline, DateTimeOffset ReadyBy, double? MinimumChargeTarget);

/// <summary>The current plug-in.</summary>
public sealed record PolicySessionBody(IReadOnlyList<StatusBlockBody> Blocks);

/// <summary>A block of charging, as estimated.</summary>
public sealed record StatusBlockBody(string StatusState, DateTimeOffset EstimatedStartAt, DateTimeOffset EstimatedEndAt);
