using OrleansFlex.Domain.Pricing;

namespace OrleansFlex.Domain.Charging;

public static partial class ChargingPlanner
{
    private static void PlanRegular(
        in ChargingRequest request, ChargingOptions options, in ChargeProfile battery, double target, double limit, PlanBuffer buffer, ref Progress progress)
    {
        var fromMs = request.NowMs + progress.ElapsedMs;
        var readyByMs = Math.Clamp(request.ReadyByMs, request.NowMs - HorizonMs, request.NowMs + HorizonMs);
        var toMs = readyByMs - Math.Clamp(options.MarginMinutes, 0, 1440) * 60_000L;
        var least = battery.Ns(progress.Level, target);
        if (least > 0 && least >= (toMs - fromMs) * 1_000_000)
        {
            ChargeThroughout(request, battery, target, least, fromMs, readyByMs, buffer, ref progress);
            return;
        }

        var most = Math.Max(least, battery.Ns(progress.Level, limit));
        if (toMs <= fromMs || most == 0)
            return;
        var prices = request.Surplus is null ? request.Prices : BlendedPrices(request, fromMs, toMs);
        var follows = request.Surplus is not null && !request.OnOffOnly && !battery.TapersBelow(prices.HasNegative ? limit : target);
        if (least == 0 && !prices.HasNegative && !follows)
            return;
        var need = new RegularNeed
        {
            Prices = prices,
            OriginMs = request.NowMs,
            FromMs = fromMs,
            ToMs = toMs,
            LeastNs = least,
            MostNs = most,
            RunningSinceMs = request.RunningSinceMs ?? (progress.ElapsedMs > 0 ? request.NowMs : null),
            RunningWasForced = progress.ElapsedMs > 0,
        };
        var rules = BlockRules.Of(need, options);
        var state = request.UpcomingOverride ? BlockState.UpcomingOverride : BlockState.Regular;
        var reached = prices.HasNegative ? limit : target;
        buffer.Scratch.Blocks.Run(need, rules, battery, progress.Level, battery.TapersBelow(reached), buffer.Scratch);
        if (follows)
        {
            var toTarget = Math.Max(0, target - progress.Level) * battery.KwhPerPercent;
            var toLimit = Math.Max(toTarget, (limit - progress.Level) * battery.KwhPerPercent);
            buffer.Scratch.Surplus.Search(request, need, toTarget, toLimit);
            if (FollowingIsCheaper(need, rules, battery, buffer.Scratch))
            {
                AddRuns(request, need, state, buffer, progress);
                return;
            }
        }

        AddSlices(request, need, battery, target, limit, state, buffer, progress);
    }

    /// <summary>
    /// Whether following the surplus beats charging at full power only. Under start costs and least lengths these two are
    /// compared as they are; mixtures of both are not looked at.
    /// </summary>
    private static bool FollowingIsCheaper(in RegularNeed need, in BlockRules rules, in ChargeProfile battery, Scratch scratch)
    {
        var following = scratch.Surplus;
        if (!rules.Accepts(following.Slices, need.FromNs, out var starts))
            return false;
        rules.Accepts(scratch.Slices, need.FromNs, out var fullStarts);
        double full = 0;
        foreach (ref readonly var slice in scratch.Slices)
            full += (slice.EndNs - slice.StartNs) * battery.KwhPerNs * need.Prices.ApproximatePrices[slice.Step];
        return following.Cost + starts * rules.StartCost < full + fullStarts * rules.StartCost - Label.Tolerance;
    }

    private static void AddRuns(in ChargingRequest request, in RegularNeed need, BlockState state, PlanBuffer buffer, in Progress progress)
    {
        var done = progress.Kwh;
        buffer.Follows = true;
        foreach (ref readonly var run in buffer.Scratch.Surplus.Runs)
        {
            var sunny = request.Surplus!.KwAt(need.OriginMs + run.StartNs / 1_000_000) > 0;
            var reason = sunny ? BlockReason.Solar : run.Price < 0 ? BlockReason.NegativePrice : BlockReason.Cheapest;
            buffer.Add(run.StartNs, run.EndNs, done, done + run.Kwh, run.Price, state, reason, run.Kw);
            done += run.Kwh;
        }
    }

    /// <summary>Not enough time: charge at once until the target, or until the driver leaves.</summary>
    private static void ChargeThroughout(
        in ChargingRequest request, in ChargeProfile battery, double target, long least, long fromMs, long readyByMs, PlanBuffer buffer, ref Progress progress)
    {
        var available = (readyByMs - fromMs) * 1_000_000;
        buffer.Inflexible = true;
        if (least > available)
            buffer.Shortfall = PlanShortfall.NotEnoughTime;
        // A deadline that has passed already must not leave the car standing.
        if (available <= 0 && progress.ElapsedMs > 0)
            return;
        var ns = Math.Min(least, available > 0 ? available : HorizonMs * 1_000_000);
        var needKwh = (target - progress.Level) * battery.KwhPerPercent;
        ForceFor(request, battery, ns, needKwh, BlockState.Inflexible, BlockReason.NotEnoughTime, buffer, ref progress);
    }

    private static void AddSlices(
        in ChargingRequest request, in RegularNeed need, in ChargeProfile battery, double target, double limit, BlockState state, PlanBuffer buffer, in Progress progress)
    {
        var toTarget = Math.Max(0, target - progress.Level) * battery.KwhPerPercent;
        var toLimit = Math.Max(0, limit - progress.Level) * battery.KwhPerPercent;
        var flat = IsFlat(need);
        var prices = need.Prices.Prices;
        long used = 0;
        double done = 0;
        foreach (ref readonly var slice in buffer.Scratch.Slices)
        {
            used += slice.EndNs - slice.StartNs;
            var kwh = used == need.MostNs ? toLimit
                : used == need.LeastNs ? toTarget
                : Math.Min(battery.Kwh(progress.Level, used), toLimit);
            var price = prices[slice.Step];
            var reason = price < 0 ? BlockReason.NegativePrice
                : flat ? BlockReason.Flat
                : BlockReason.Cheapest;
            if (request.Surplus is { } surplus && surplus.KwAt(need.OriginMs + slice.StartNs / 1_000_000) > 0)
                reason = BlockReason.Solar;
            buffer.Add(slice.StartNs, slice.EndNs, progress.Kwh + done, progress.Kwh + kwh, price, state, reason, battery.MaxKw);
            done = kwh;
        }
    }

    private static bool IsFlat(in RegularNeed need)
    {
        var first = need.Prices.IndexAt(need.FromMs);
        var last = need.Prices.IndexAt(need.ToMs - 1);
        var prices = need.Prices.ApproximatePrices;
        for (var i = first + 1; i <= last; i++)
        {
            if (!prices[i].Equals(prices[first]))
                return false;
        }

        return true;
    }

    /// <summary>The curve of what full power costs, surplus included.</summary>
    private static PriceCurve BlendedPrices(in ChargingRequest request, long fromMs, long toMs)
    {
        var steps = new List<PriceStep>();
        for (var at = fromMs; at < toMs; at = EffectiveRate.NextChangeAfter(request, at))
            steps.Add(new PriceStep(at, EffectiveRate.At(request, at, request.MaxPowerKw)));
        return PriceCurve.Create(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(steps));
    }
}
