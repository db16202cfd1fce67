using OrleansFlex.Contracts.Assets;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Policies;
using OrleansFlex.Domain.Solar;

namespace OrleansFlex.Grains.Charging;

/// <content>
/// What is told first to those who begin to listen to a policy that has gone on for a while: what differs from how it was before, as if that had been
/// told. Nothing is rendered while nobody listens, so it is worked out when it is needed.
/// </content>
public sealed partial class VehiclePolicyGrain
{
    // How the policy was before what the next turn is about; null where that turn finds it as it is.
    private Earlier? _earlier;

    // What the last turn went by: numbers of recent curves, 0 for none.
    private (long Import, long Export, SurplusForecast? Surplus, bool ZoneServes) _wentBy;

    /// <summary>Keeps how the policy is before it changes, for the next turn to compare with.</summary>
    /// <param name="atMs">As of when, Unix milliseconds; null for when that turn is.</param>
    private void Recall(long? atMs = null)
    {
        if (_earlier is null && Exists && Events().IsUntold(State))
            _earlier = new Earlier(State, _vehicle, atMs);
    }

    /// <summary>The state, in which what would have been told before counts as told where nothing was.</summary>
    private PolicyState Recalled(PolicyState state, Known known, PlanBuffer buffer)
    {
        var events = Events();
        if (!events.IsUntold(state))
            return state;
        var (before, vehicle, at) = _earlier ?? new Earlier(State, _vehicle, null);
        var (import, export, surplus, serves) = services.Recent.Find(_wentBy.Import) is { } curve
            ? (curve, services.Recent.Find(_wentBy.Export), _wentBy.Surplus, _wentBy.ZoneServes)
            : (known.Prices.Import, known.Prices.Export, known.Surplus, known.ZoneServes);
        var situation = PolicySituations.Of(Id, before, vehicle, import, serves, known.IsDriven, services, at ?? NowMs, surplus, export);
        var turn = PolicyTurn.Take(before.Course, situation, buffer);
        return events.Recalled(state, before, turn, situation, buffer);
    }

    /// <summary>The policy as it was.</summary>
    private sealed record Earlier(PolicyState State, Device? Vehicle, long? AtMs);
}
