namespace OrleansFlex.Domain.Charging;

/// <summary>
/// Makes charging plans: reserve first, then an immediate override, then the cheapest way to the target by the deadline.
/// Total: every request gets an answer in bounded time; the search looks at most <see cref="HorizonDays"/> ahead.
/// </summary>
/// <remarks>
/// The regular part is the exact optimum, over energies between need and charge limit, of energy cost plus start costs,
/// among plans whose block edges lie on slot cuts (price changes, quarters of an hour, the window's ends) but for one
/// partial slot. Without start cost and least block that is the optimum over all plans. Ties go to the earliest time, then
/// to fewer starts. With taper the energy of a moment of charging depends on the level reached, hence on all charging
/// before it; the search then counts progress in charging time, which fixes the level. `planner.md` beside this file tells
/// how the search works and where it stops short of exactness.
/// </remarks>
public static partial class ChargingPlanner
{
    /// <summary>How far ahead the regular part of a plan may reach.</summary>
    public const int HorizonDays = 10;

    private const long HorizonMs = HorizonDays * 86_400_000L;
    private const long LatestMs = 200_000_000_000_000;

    /// <summary>Makes a plan, with what charging at once would have cost.</summary>
    public static ChargingPlan Plan(in ChargingRequest request, ChargingOptions options)
    {
        var buffer = new PlanBuffer();
        Plan(request, options, buffer);
        return new ChargingPlan(buffer, CostOfChargingAtOnce(request));
    }

    /// <summary>Makes a plan in reusable memory; the path for planning many cars.</summary>
    public static void Plan(in ChargingRequest request, ChargingOptions options, PlanBuffer buffer)
    {
        buffer.Begin(request.NowMs);
        if (!IsPlannable(request))
        {
            buffer.Shortfall = PlanShortfall.NotPlannable;
            buffer.LevelAtReadyBy = double.IsFinite(request.LevelPercent) ? request.LevelPercent : 0;
            return;
        }

        var battery = new ChargeProfile(request);
        var limit = Math.Clamp(request.ChargeLimitPercent, 0, 100);
        var level = Math.Clamp(request.LevelPercent, 0, 100);
        var progress = new Progress { Level = level };
        Force(request, battery, Math.Min(request.ReservePercent, limit), BlockState.BatteryReserve, BlockReason.Reserve, buffer, ref progress);
        if (request.ImmediateTargetPercent is { } immediate)
        {
            var state = request.IsStartedByHand ? BlockState.Regular : BlockState.ImmediateOverride;
            Force(request, battery, Math.Min(immediate, limit), state, BlockReason.Override, buffer, ref progress);
        }

        buffer.ForcedUntilMs = request.NowMs + progress.ElapsedMs;

        var target = Math.Min(request.TargetPercent, limit);
        PlanRegular(request, options, battery, target, limit, buffer, ref progress);

        buffer.Finish(request.RunningSinceMs is not null, (int)Math.Round(request.MaxPowerKw * 1000));
        buffer.LevelAtReadyBy = Math.Min(100, level + buffer.KwhBefore(request.ReadyByMs) / battery.KwhPerPercent);
        // Reserve or override may take until after the deadline, and reach the target only then.
        if (buffer.LevelAtReadyBy < target - 1e-6)
            buffer.Shortfall = PlanShortfall.NotEnoughTime;
        else if (buffer.Shortfall == PlanShortfall.None && request.TargetPercent > limit)
            buffer.Shortfall = PlanShortfall.ChargeLimit;
    }

    /// <summary>What it would cost to charge from now on, at full power, to the same target, whatever the price.</summary>
    public static decimal CostOfChargingAtOnce(in ChargingRequest request)
    {
        if (!IsPlannable(request))
            return 0;
        var buffer = new PlanBuffer();
        buffer.Begin(request.NowMs);
        var battery = new ChargeProfile(request);
        var limit = Math.Clamp(request.ChargeLimitPercent, 0, 100);
        var goal = Math.Max(Math.Max(request.ReservePercent, request.TargetPercent), request.ImmediateTargetPercent ?? 0);
        var progress = new Progress { Level = Math.Clamp(request.LevelPercent, 0, 100) };
        Force(request, battery, Math.Min(goal, limit), BlockState.Regular, BlockReason.Flat, buffer, ref progress);
        buffer.Finish(false, int.MaxValue);
        return buffer.Cost;
    }

    private static bool IsPlannable(in ChargingRequest request) =>
        request.MaxPowerKw is > 0 and <= 100_000
        && request.CapacityKwh is > 0 and <= 1_000_000
        && request.Efficiency is >= 0.01 and <= 1
        && request.MinPowerKw is >= 0 and <= 100_000
        && double.IsFinite(request.LevelPercent)
        && double.IsFinite(request.ChargeLimitPercent)
        && double.IsFinite(request.ReservePercent)
        && double.IsFinite(request.TargetPercent)
        && double.IsFinite(request.ImmediateTargetPercent ?? 0)
        && request.NowMs is > -LatestMs and < LatestMs
        && request.Prices is not null;

    /// <summary>Charges at full power to a level, from where the plan has got to.</summary>
    private static void Force(
        in ChargingRequest request, in ChargeProfile battery, double toLevel, BlockState state, BlockReason reason, PlanBuffer buffer, ref Progress progress)
    {
        if (toLevel <= progress.Level)
            return;
        var need = (toLevel - progress.Level) * battery.KwhPerPercent;
        var ns = Math.Min(battery.Ns(progress.Level, toLevel), HorizonMs * 1_000_000);
        ForceFor(request, battery, ns, need, state, reason, buffer, ref progress);
        progress.Level = toLevel;
    }

    /// <summary>Charges at full power for a time, splitting at every change of the rate.</summary>
    private static void ForceFor(
        in ChargingRequest request, in ChargeProfile battery, long ns, double needKwh, BlockState state, BlockReason reason, PlanBuffer buffer, ref Progress progress)
    {
        var at = progress.ElapsedMs;
        var end = at + (ns + 999_999) / 1_000_000;
        var startMs = at;
        double done = 0;
        while (at < end)
        {
            var change = EffectiveRate.NextChangeAfter(request, request.NowMs + at);
            var until = change == long.MaxValue ? end : Math.Min(end, change - request.NowMs);
            var kwh = until == end
                ? Math.Min(needKwh, battery.Kwh(progress.Level, ns))
                : Math.Min(needKwh, battery.Kwh(progress.Level, (until - startMs) * 1e6));
            buffer.Add(
                at * 1_000_000, until * 1_000_000, progress.Kwh + done, progress.Kwh + kwh,
                EffectiveRate.At(request, request.NowMs + at, request.MaxPowerKw), state, reason, battery.MaxKw);
            done = kwh;
            at = until;
        }

        progress.ElapsedMs = end;
        progress.Kwh += done;
    }

    private struct Progress
    {
        public long ElapsedMs;
        public double Level;
        public double Kwh;
    }
}
