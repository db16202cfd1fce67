using OrleansFlex.Domain.Sessions;

namespace OrleansFlex.Domain.Policies;

/// <content>What the passing of time and the driver's wishes change.</content>
public sealed partial record PolicyCourse
{
    /// <summary>The course at an instant: deadlines that have passed are decided, what has run out is over.</summary>
    public PolicyCourse Advance(in ObservedVehicle? vehicle, in PolicyTerms terms, long nowMs)
    {
        var next = this;
        if (next.Manual == ManualControl.Stopped && nowMs >= next.ManualUntilMs)
            next = next with { Manual = ManualControl.None };
        if (next.Session is { Target: { IsImmediate: false } target } session && target.ReadyByMs <= nowMs)
        {
            var level = vehicle?.LevelAt(nowMs) ?? session.Last.Level ?? 0;
            var limit = vehicle?.ChargeLimit ?? terms.ChargeLimit;
            long? reachedMs = level >= Math.Min(target.MinimumChargeTarget, limit) - PolicyRules.LevelTolerance ? target.ReadyByMs : null;
            next = next with
            {
                Session = session with
                {
                    DecidedTarget = target,
                    Decided = Judge(target, level, limit, session.ReachedAtMs ?? reachedMs),
                    DecidedAtMs = target.ReadyByMs,
                    Target = null,
                    ReachedAtMs = null,
                },
            };
        }

        if (next.Override is { IsImmediate: false } wish && wish.DeadlineMs <= nowMs)
            next = next.EndOverride();
        return vehicle is { IsPluggedIn: true } seen && next.Session is not null ? next.Reach(seen, nowMs) : next;
    }

    /// <summary>The course with a driver's wish. It is over at once where its target is met already.</summary>
    /// <returns>The course, or <c>override.exists</c> or <c>override.invalid</c>.</returns>
    public Decision<PolicyCourse> Set(DriverOverride wish, in ObservedVehicle? vehicle, in PolicyTerms terms, long nowMs)
    {
        var now = Advance(vehicle, terms, nowMs);
        if (now.Override is not null)
            return new OverrideExists();
        var checkedWish = DriverOverride.Check(wish, terms, vehicle?.ChargeLimit ?? terms.ChargeLimit, nowMs);
        if (!checkedWish.IsAccepted)
            return checkedWish.Rejection!;
        var set = wish with
        {
            ReplacedMs = wish.IsImmediate ? 0 : Need(terms, nowMs).Regular.AtMs,
            HasRun = now.Session is not null,
        };
        var next = now with { Override = set, Manual = ManualControl.None };
        return vehicle is { IsPluggedIn: true, Level: not null } seen && next.Session is not null ? next.Reach(seen, nowMs) : next;
    }

    /// <summary>The course without its override, as the driver takes it back: the regular schedule holds again.</summary>
    public PolicyCourse Clear() => this with { Override = null };

    /// <summary>The course with what it charges towards from now on and the state it is in.</summary>
    /// <param name="need">What has to be reached.</param>
    /// <param name="terms">What the policy is set to.</param>
    /// <param name="state">The state.</param>
    /// <param name="nowMs">Now.</param>
    /// <param name="vehicle">The vehicle, where a target may have been reached before it was set.</param>
    /// <param name="isStopping">True while the vehicle has yet to obey a stop: what still flows belongs to what it was started for.</param>
    public PolicyCourse Note(
        in UpcomingNeed need, in PolicyTerms terms, StatusState state, long nowMs, in ObservedVehicle? vehicle = null, bool isStopping = false)
    {
        if (Session is not { } session)
            return this;
        var target = Override is { IsImmediate: true, Target: { } wished }
            ? new SessionTarget(0, true, true, terms.Reserve, wished, 0)
            : new SessionTarget(0, false, need.IsOverride, terms.Reserve, need.Target, need.ReadyByMs);
        if (!target.IsSameAs(session.Target))
        {
            var id = Math.Max(session.Target?.Id ?? 0, session.DecidedTarget?.Id ?? 0) + 1;
            var isReached = vehicle is { IsPluggedIn: true, Level: not null } seen
                && seen.LevelAt(nowMs) >= Math.Min(target.MinimumChargeTarget, seen.ChargeLimit ?? 100) - PolicyRules.LevelTolerance;
            session = session with { Target = target with { Id = id }, ReachedAtMs = isReached ? nowMs : null };
        }

        if (!isStopping)
            session = SessionAccount.Enter(session, state, nowMs);
        return ReferenceEquals(session, Session) ? this : this with { Session = session };
    }

    /// <summary>
    /// The session as it ends: judged by its target, or by the one whose deadline passed last where nothing was charged towards a
    /// later one.
    /// </summary>
    private static PlugSession Conclude(PlugSession session, double? level, in PolicyTerms terms, long atMs)
    {
        session = session.EndingAt(level);
        if (session is { DecidedTarget: { } decided, Decided: not null } && !session.ChargedSince(session.DecidedAtMs + PolicyRules.LateEffectMs))
            return session with { Target = decided };
        return session.Target is { } target
            ? session with { Decided = Judge(target, level ?? 0, terms.ChargeLimit, session.ReachedAtMs ?? (level >= target.MinimumChargeTarget ? atMs : null)) }
            : session;
    }

    private static SessionOutcome Judge(SessionTarget target, double level, double limit, long? reachedAtMs)
    {
        var isOnTarget = level >= Math.Min(target.MinimumChargeTarget, limit) - PolicyRules.OnTargetTolerance;
        return new SessionOutcome(target.IsImmediate, target.Id, isOnTarget, isOnTarget || target.IsImmediate ? reachedAtMs : null, isOnTarget ? null : level);
    }
}
