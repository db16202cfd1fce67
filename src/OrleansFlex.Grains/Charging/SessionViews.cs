using System.Collections.Immutable;
using OrleansFlex.Contracts.Sessions;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Policies;
using OrleansFlex.Domain.Sessions;

namespace OrleansFlex.Grains.Charging;

/// <summary>Sessions as the API shows them, from the account that is kept of them. Pure functions.</summary>
internal static class SessionViews
{
    /// <summary>The session that is upcoming or active.</summary>
    public static ChargingSession Live(Guid policyId, PolicyState policy, in PolicyTurn turn, in ObservedVehicle? vehicle, ChargingPlan plan, long nowMs)
    {
        var course = turn.Course;
        var upcoming = new ChargingSession
        {
            State = SessionStates.Upcoming,
            PolicyId = policyId,
            VehicleId = policy.VehicleId,
            LocationId = policy.LocationId,
            UserId = policy.UserId,
            Target = Target(course, turn.Need, policy.BatteryReserve),
        };
        if (course.Session is not { } session)
            return upcoming;
        return upcoming with
        {
            State = StatusStates.Session(turn.State),
            PluggedInAtMs = session.PluggedInAtMs,
            Blocks = Blocks(session, vehicle, plan, nowMs),
            Ledger = session.Ledger(),
            BatteryFrom = session.BatteryFrom ?? session.Last.Level,
            BatteryTo = vehicle is { IsPluggedIn: true, Level: { } level } ? level : session.Last.Level,
            Target = session.Target,
            Outcome = Outlook(session, turn, plan),
            Error = session.StartFailed ? "START_FAIL" : null,
            Valuation = session.Value(),
        };
    }

    /// <summary>A session that has ended.</summary>
    public static ChargingSession Settled(Guid? policyId, Guid vehicleId, Guid? locationId, string userId, PlugSession session, long endMs) => new()
    {
        Id = SessionIds.Of(policyId ?? vehicleId, session.PluggedInAtMs),
        State = SessionStates.Settled,
        PolicyId = policyId,
        VehicleId = vehicleId,
        LocationId = locationId,
        UserId = userId,
        PluggedInAtMs = session.PluggedInAtMs,
        PluggedOutAtMs = Math.Max(endMs, session.PluggedInAtMs),
        Blocks = Past(session),
        Ledger = session.Ledger(),
        BatteryFrom = session.BatteryFrom ?? session.Last.Level,
        BatteryTo = session.Last.Level,
        Target = policyId is null ? null : session.Target,
        Outcome = policyId is null ? null : session.Decided,
        Error = session.StartFailed ? "START_FAIL" : null,
        Valuation = session.Value(),
    };

    private static SessionTarget Target(PolicyCourse course, in UpcomingNeed need, double reserve) =>
        course.Override is { IsImmediate: true, Target: { } level }
            ? new SessionTarget(1, true, true, reserve, level, 0)
            : new SessionTarget(1, false, need.IsOverride, reserve, need.Target, need.ReadyByMs);

    /// <summary>What is foreseen.</summary>
    private static SessionOutcome? Outlook(PlugSession session, in PolicyTurn turn, ChargingPlan plan)
    {
        if (session.Target is not { } target)
            return null;
        if (session.ReachedAtMs is { } reached)
            return new SessionOutcome(target.IsImmediate, target.Id, true, reached, null);
        if (!turn.IsAvailable)
            return null;
        if (target.IsImmediate)
            return new SessionOutcome(true, target.Id, true, plan.ForcedUntilMs > turn.Request.NowMs ? plan.ForcedUntilMs : null, null);
        return plan.ReachesTarget && turn.Course.Manual != ManualControl.Stopped
            ? new SessionOutcome(false, target.Id, true, Crossing(plan, turn.Request, target.MinimumChargeTarget), null)
            : new SessionOutcome(false, target.Id, false, null, Math.Round(plan.LevelAtReadyBy, 2));
    }

    /// <summary>When the plan has bought what is missing; in a block energy flows evenly.</summary>
    private static long? Crossing(ChargingPlan plan, in ChargingRequest request, double target)
    {
        const double Tolerance = 1e-6;
        var missing = (Math.Min(target, request.ChargeLimitPercent) - request.LevelPercent) * request.CapacityKwh / 100 / request.Efficiency;
        foreach (ref readonly var block in plan.Blocks)
        {
            var kwh = (double)block.EnergyKwh;
            if (missing < kwh - Tolerance)
                return block.StartMs + (long)((block.EndMs - block.StartMs) * Math.Max(0, missing / kwh));
            missing -= kwh;
            if (missing <= Tolerance)
                return block.EndMs;
        }

        return null;
    }

    private static ImmutableArray<SessionBlock> Past(PlugSession session)
    {
        var blocks = ImmutableArray.CreateBuilder<SessionBlock>();
        foreach (var run in session.PastRuns())
            Append(blocks, new SessionBlock(StatusStates.Block(run.State), run.StartMs, run.EndMs, run.MilliWh));
        return blocks.ToImmutable();
    }

    private static ImmutableArray<SessionBlock> Blocks(PlugSession session, in ObservedVehicle? vehicle, ChargingPlan plan, long nowMs)
    {
        var blocks = ImmutableArray.CreateBuilder<SessionBlock>();
        blocks.AddRange(Past(session));
        // What is running has its energy as measured and its end as planned.
        foreach (var (state, fromMs, toMs) in RunningStates.Of(session, vehicle, nowMs))
            Append(blocks, new SessionBlock(StatusStates.Block(state), fromMs, toMs, 0));
        var isCharging = RunningStates.IsCharging(session, vehicle, nowMs);
        foreach (var planned in Planned(plan))
            Append(blocks, isCharging && planned.StartMs <= nowMs ? planned with { StartMs = nowMs, MilliWh = 0 } : planned);

        return blocks.ToImmutable();
    }

    private static List<SessionBlock> Planned(ChargingPlan plan)
    {
        var blocks = new List<SessionBlock>();
        foreach (ref readonly var block in plan.Blocks)
        {
            var next = new SessionBlock(StatusStates.Block(block.State), block.StartMs, block.EndMs, (long)Math.Round(block.EnergyKwh * 1_000_000));
            if (blocks.Count > 0 && blocks[^1].Type == next.Type && blocks[^1].EndMs == next.StartMs)
                blocks[^1] = blocks[^1] with { EndMs = next.EndMs, MilliWh = blocks[^1].MilliWh + next.MilliWh };
            else
                blocks.Add(next);
        }

        return blocks;
    }

    // Stretches of one type that follow each other without a break are one block; none overlaps the one before, or lasts no time.
    private static void Append(ImmutableArray<SessionBlock>.Builder blocks, in SessionBlock next)
    {
        var lastMs = blocks.Count > 0 ? blocks[^1].EndMs : long.MinValue;
        if (blocks.Count > 0 && blocks[^1].Type == next.Type && lastMs >= next.StartMs)
            blocks[^1] = blocks[^1] with { EndMs = Math.Max(lastMs, next.EndMs), MilliWh = blocks[^1].MilliWh + next.MilliWh };
        else if (Math.Max(next.StartMs, lastMs) is var startMs && (startMs < next.EndMs || next.MilliWh > 0))
            blocks.Add(next with { StartMs = startMs, EndMs = Math.Max(startMs, next.EndMs) });
    }
}
