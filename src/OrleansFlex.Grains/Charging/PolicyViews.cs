using System.Collections.Immutable;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Policies;
using OrleansFlex.Domain.Sessions;

namespace OrleansFlex.Grains.Charging;

/// <summary>A policy's status, plan and override as the API shows them. Pure functions.</summary>
internal static class PolicyViews
{
    /// <summary>The status.</summary>
    public static PolicyStatus Status(Guid id, PolicyState policy, in PolicyTurn turn, in ObservedVehicle? vehicle, ChargingPlan plan, long nowMs) => new()
    {
        PolicyId = id,
        VehicleId = policy.VehicleId,
        LocationId = policy.LocationId,
        UpdatedAtMs = Math.Max(policy.UpdatedAtMs, vehicle?.AtMs ?? 0),
        State = StatusStates.Name(turn.State),
        BatteryReserve = policy.BatteryReserve,
        DeadlineMinutes = turn.Need.Regular.Day.DeadlineMinutes,
        ReadyByMs = turn.Need.Regular.AtMs,
        MinimumChargeTarget = turn.Need.Regular.Day.MinimumChargeTarget,
        Plan = turn.IsAvailable ? plan : null,
        Override = Override(turn.Course),
        Past = turn.Course.Session is { } session ? Past(session, vehicle, nowMs) : [],
    };

    /// <summary>The override that is set, or null.</summary>
    public static PolicyOverride? Override(PolicyCourse course) => course.Override is { } wish
        ? new PolicyOverride { IsImmediate = wish.IsImmediate, Target = wish.Target, ReadyByMs = wish.ReadyByMs }
        : null;

    /// <summary>Why there is no plan, or null where there is one.</summary>
    public static string? WhyNone(PolicyState policy, in PolicyTurn turn, in PolicySituation situation)
    {
        if (!situation.ZoneServes)
            return $"Zone '{policy.Zone}' is not active.";
        if (!turn.IsAvailable)
            return "The vehicle is not plugged in at the location, or out of reach.";
        return null;
    }

    private static ImmutableArray<StatusBlock> Past(PlugSession session, in ObservedVehicle? vehicle, long nowMs)
    {
        var blocks = ImmutableArray.CreateBuilder<StatusBlock>();
        foreach (var run in session.PastRuns())
        {
            var state = StatusStates.Name(run.State);
            if (blocks.Count > 0 && blocks[^1].State == state && blocks[^1].EndMs >= run.StartMs)
                blocks[^1] = blocks[^1] with { EndMs = run.EndMs };
            else
                blocks.Add(new StatusBlock(state, run.StartMs, run.EndMs));
        }

        foreach (var (state, fromMs, toMs) in RunningStates.Of(session, vehicle, nowMs))
        {
            var name = StatusStates.Name(state);
            if (blocks.Count > 0 && blocks[^1].State == name && blocks[^1].EndMs >= fromMs)
                blocks[^1] = blocks[^1] with { EndMs = Math.Max(blocks[^1].EndMs, toMs) };
            else if (Math.Max(fromMs, blocks.Count > 0 ? blocks[^1].EndMs : 0) is var since && since < toMs)
                blocks.Add(new StatusBlock(name, since, toMs));
        }

        return blocks.ToImmutable();
    }
}
