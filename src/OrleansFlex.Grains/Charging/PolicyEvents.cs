using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Sessions;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Policies;

namespace OrleansFlex.Grains.Charging;

/// <summary>The events of a policy, as rows that are written together with the state that causes them. Pure functions.</summary>
internal static class PolicyEvents
{
    /// <summary>The state with the row of a session that has settled.</summary>
    public static PolicyState Settled(PolicyState state, string client, ChargingSession session) => state.With(new StateRows(
        [],
        [new SessionRow(client, session.Id!.Value, session.PolicyId, session.VehicleId, session.LocationId, session.PluggedInAtMs!.Value, session.PluggedOutAtMs!.Value, session)]));

    /// <summary>The state of a policy that is made.</summary>
    public static PolicyState Created(PolicyState state, string client, Guid id, bool isListening, long nowMs) => state;

    /// <summary>The state of a policy that is changed.</summary>
    public static PolicyState Updated(PolicyState before, PolicyState after, string client, Guid id, bool isListening, long nowMs) => after;

    /// <summary>The state of a policy that ends.</summary>
    public static PolicyState Deleted(PolicyState state, string client, Guid id, bool isListening, long nowMs) => state;

    /// <summary>The state with what changed in status and session since it was told last.</summary>
    public static PolicyState Told(PolicyState state, string client, Guid id, bool isListening, in PolicyTurn turn, in PolicySituation situation, PlanBuffer plan) => state;
}
