using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Contracts.Sessions;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Policies;

namespace OrleansFlex.Grains.Charging;

/// <content>What the policy shows of itself: everything as of now, nothing remembered from the last turn.</content>
public sealed partial class VehiclePolicyGrain
{
    /// <inheritdoc/>
    public async Task<PolicyStatus?> GetStatus()
    {
        if (!Exists)
            return null;
        var (turn, situation, plan, _) = await Now();
        return PolicyViews.Status(Id, State, turn, situation.Vehicle, plan, situation.NowMs);
    }

    /// <inheritdoc/>
    public async Task<ChargingSession?> GetSession()
    {
        if (!Exists)
            return null;
        var (turn, situation, plan, _) = await Now();
        return SessionViews.Live(Id, State, turn, situation.Vehicle, plan, situation.NowMs);
    }

    /// <inheritdoc/>
    public async Task<PolicyPlan?> GetPlan()
    {
        if (!Exists)
            return null;
        var currency = await Currency();
        var (turn, situation, plan, prices) = await Now();
        var reason = PolicyViews.WhyNone(State, turn, situation);
        if (reason is null)
            plan = plan.With(ChargingPlanner.CostOfChargingAtOnce(turn.Request));
        return new PolicyPlan
        {
            PolicyId = Id,
            Revision = _version,
            ComputedAtMs = situation.NowMs,
            ReadyByMs = turn.Need.ReadyByMs,
            Plan = reason is null ? plan : null,
            Currency = currency,
            Reason = reason,
            TimezoneName = State.TimezoneName,
            BlockReasons = reason is null ? [.. PlanExplanation.OfBlocks(plan, turn, situation, currency)] : [],
            Explanation = reason is null
                ? [.. PlanExplanation.OfPlan(plan, turn, situation, currency), .. PriceExplanation.Of(plan, turn, situation, currency, prices.IsPriced, prices.Doubts)]
                : [reason],
        };
    }

    /// <summary>The status of a policy that is no longer there for the vehicle.</summary>
    private PolicyStatus LastStatus()
    {
        var situation = Situation(State, null, new Known(FreeOfCharge, null, false, true));
        var buffer = _buffer ??= new PlanBuffer();
        var turn = PolicyTurn.Take(PolicyCourse.Fresh, situation, buffer);
        return PolicyViews.Status(Id, State, turn, null, buffer.ToPlan(), situation.NowMs);
    }

    /// <summary>The turn that would be taken now.</summary>
    private async Task<(PolicyTurn Turn, PolicySituation Situation, ChargingPlan Plan, EffectivePrice Prices)> Now()
    {
        await Vehicle();
        var prices = await Prices(RefreshRequest.Latest);
        var surplus = await Surplus(RefreshRequest.Latest);
        _zoneServes = State.Zone is null || await Currency() is not null;
        var isDriven = await IsDriven();
        var paid = IsBehind(State) ? await Paid(_vehicle) : prices.ForSession(surplus);
        var situation = Situation(State, _vehicle, new Known(prices, surplus, _zoneServes.Value, isDriven));
        var buffer = _buffer ??= new PlanBuffer();
        var turn = PolicyTurn.Take(Caught(State, paid).Course, situation, buffer);
        return (turn, situation, buffer.ToPlan(), prices);
    }
}
