using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Events;
using OrleansFlex.Contracts.Sessions;
using OrleansFlex.Contracts.Wire;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Policies;

namespace OrleansFlex.Grains.Charging;

/// <summary>The events of a policy, as rows that are written together with the state that causes them.</summary>
/// <param name="client">The tenant.</param>
/// <param name="id">The policy, whose events stay in order.</param>
/// <param name="isListening">Whether anybody listens; otherwise no events are made.</param>
/// <param name="nowMs">When they happen, Unix milliseconds.</param>
internal readonly struct PolicyEvents(string client, Guid id, bool isListening, long nowMs)
{
    /// <summary>The state of a policy that is made.</summary>
    public PolicyState Created(PolicyState state) => isListening
        ? Add(state, EventNames.PolicyCreated, state.UserId, EventBody.Entity(state.ToPolicy(id))) with { Told = new ToldOfPolicy(null, null, true, IsNew: true) }
        : state;

    /// <summary>The state of a policy that is changed; a status event follows at the next turn.</summary>
    public PolicyState Updated(PolicyState before, PolicyState after)
    {
        if (!isListening)
            return after;
        var (earlier, later) = (EventBody.Entity(before.ToPolicy(id)), EventBody.Entity(after.ToPolicy(id)));
        return earlier.AsSpan().SequenceEqual(later)
            ? after
            : Add(after, EventNames.PolicyUpdated, after.UserId, later, ChangedPaths.Between(earlier, later)) with { Told = (after.Told ?? new ToldOfPolicy(null, null, true)) with { IsStatusDue = true } };
    }

    /// <summary>The state of a policy that ends: that it is deleted, then its last status.</summary>
    public PolicyState Deleted(PolicyState state, PolicyStatus last)
    {
        if (!isListening)
            return state;
        var next = Add(state, EventNames.PolicyDeleted, state.UserId, EventBody.Entity(state.ToPolicy(id)));
        var status = EventBody.Entity(last);
        return Add(next, EventNames.PolicyStatus, state.UserId, status, ChangedPaths.Between(state.Told?.Status, AbridgedDocument.Of(status)));
    }

    /// <summary>Whether somebody listens to a policy that was made earlier and of which nothing was told.</summary>
    public bool IsUntold(PolicyState state) => isListening && state.Told is null or { Status: null, IsNew: false };

    /// <summary>The state, for which status and session as they were count as told.</summary>
    /// <param name="state">The state.</param>
    /// <param name="before">The state as it was.</param>
    /// <param name="turn">The turn that was taken on that.</param>
    /// <param name="situation">The situation then.</param>
    /// <param name="buffer">The plan then.</param>
    public PolicyState Recalled(PolicyState state, PolicyState before, in PolicyTurn turn, in PolicySituation situation, PlanBuffer buffer)
    {
        var (status, session) = Rendered(before, turn, situation, buffer);
        return state with { Told = new ToldOfPolicy(AbridgedDocument.Of(status), AbridgedDocument.Of(session), state.Told is { IsStatusDue: true }) };
    }

    /// <summary>The state with what changed in status and session since it was told last.</summary>
    public PolicyState Told(PolicyState state, in PolicyTurn turn, in PolicySituation situation, PlanBuffer buffer)
    {
        if (!isListening)
            return state;
        var told = state.Told ?? new ToldOfPolicy(null, null, true);
        var (status, session) = Rendered(state, turn, situation, buffer);
        var next = state;
        var abridged = AbridgedDocument.Of(status);
        if (Changes(told.Status, abridged, "updatedAt", told.IsStatusDue) is { } ofStatus)
        {
            next = Add(next, EventNames.PolicyStatus, state.UserId, status, ofStatus);
            told = told with { Status = abridged, IsStatusDue = false, IsNew = false };
        }

        // The series grows with every quarter of an hour; that alone is no news.
        abridged = AbridgedDocument.Of(session);
        if (Changes(told.Session, abridged, "statistics.timeseries") is { } ofSession)
        {
            next = Add(next, EventNames.SessionUpdated, state.UserId, session, ofSession);
            told = told with { Session = abridged };
        }

        return ReferenceEquals(next, state) ? state : next with { Told = told };
    }

    /// <summary>The row of a session that has settled.</summary>
    public SessionRow Settled(ChargingSession session) => new(
        client, session.Id!.Value, session.PolicyId, session.VehicleId, session.LocationId, session.PluggedInAtMs!.Value, session.PluggedOutAtMs!.Value, session);

    private (byte[] Status, byte[] Session) Rendered(PolicyState state, in PolicyTurn turn, in PolicySituation situation, PlanBuffer buffer)
    {
        var (plan, atMs) = (buffer.ToPlan(), situation.NowMs);
        return (EventBody.Entity(PolicyViews.Status(id, state, turn, situation.Vehicle, plan, atMs)),
            EventBody.Entity(SessionViews.Live(id, state, turn, situation.Vehicle, plan, atMs), atMs));
    }

    /// <summary>What has changed; null where that is nothing, or nothing but what is no news by itself.</summary>
    private static IReadOnlyList<string>? Changes(byte[]? before, byte[] after, string aside, bool isDue = false)
    {
        if (!isDue && before is not null && before.AsSpan().SequenceEqual(after))
            return null;
        var paths = ChangedPaths.Between(before, after);
        return isDue || before is null || paths.Any(path => path != aside) ? paths : null;
    }

    private PolicyState Add(PolicyState state, string name, string userId, byte[] entity, IReadOnlyList<string>? updatedFields = null)
    {
        var row = EventBody.Row(
            client, Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(nowMs)), name, id.ToString("D"), userId, nowMs, entity, updatedFields);
        return state.Telling(row);
    }
}
