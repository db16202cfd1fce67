using System.Text.Json.Serialization;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Domain.Schedules;

namespace OrleansFlex.Contracts.Wire;

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
    /// <summary>A status as it is shown.</summary>
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
            status.Override is { } wish ? SettingsOverrideBody.Of(wish) : null),
        new PolicySessionBody(Blocks(status)));

    private static List<StatusBlockBody> Blocks(PolicyStatus status)
    {
        var blocks = new List<StatusBlockBody>();
        foreach (var past in status.Past.IsDefault ? [] : status.Past)
            Append(blocks, past.State, past.StartMs, past.EndMs);
        if (status.Plan is { } plan)
        {
            foreach (var block in plan.Blocks)
                Append(blocks, PolicyStates.Of(block.State), block.StartMs, block.EndMs);
        }

        return blocks;
    }

    // Prices and the present cut charging into more blocks than the vehicle sees; here neighbours of one state are one block.
    private static void Append(List<StatusBlockBody> blocks, string state, long startMs, long endMs)
    {
        if (blocks.Count > 0 && blocks[^1].StatusState == state && blocks[^1].EstimatedEndAt == Wire.Instant(startMs))
            blocks[^1] = blocks[^1] with { EstimatedEndAt = Wire.Instant(endMs) };
        else
            blocks.Add(new StatusBlockBody(state, Wire.Instant(startMs), Wire.Instant(endMs)));
    }
}

/// <summary>Resolved settings of a policy.</summary>
public sealed record PolicySettingsBody(RegularScheduleBody RegularSchedule, SettingsOverrideBody? Override);

/// <summary>The upcoming day of the weekly schedule.</summary>
public sealed record RegularScheduleBody(string? Deadline, DateTimeOffset ReadyBy, double? MinimumChargeTarget);

/// <summary>The override among a policy's settings. What does not apply is left out.</summary>
public sealed record SettingsOverrideBody(
    string Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? ReadyBy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? MinimumChargeTarget)
{
    /// <summary>An override as it is shown among the settings, where every target is a minimum charge target.</summary>
    public static SettingsOverrideBody Of(PolicyOverride wish) => new(
        wish.IsImmediate ? OverrideBody.ImmediateStart : OverrideBody.UpcomingSchedule,
        wish.IsImmediate ? null : Wire.Instant(wish.ReadyByMs),
        wish.Target);
}

/// <summary>The current plug-in.</summary>
public sealed record PolicySessionBody(IReadOnlyList<StatusBlockBody> Blocks);

/// <summary>A block of charging, as estimated.</summary>
public sealed record StatusBlockBody(string StatusState, DateTimeOffset EstimatedStartAt, DateTimeOffset EstimatedEndAt);
