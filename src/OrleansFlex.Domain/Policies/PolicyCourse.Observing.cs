using OrleansFlex.Domain.Sessions;

namespace OrleansFlex.Domain.Policies;

/// <content>What an observation of the vehicle changes.</content>
public sealed partial record PolicyCourse
{
    /// <summary>The course after an observation.</summary>
    /// <param name="before">The vehicle as observed before; null where this is the first time.</param>
    /// <param name="vehicle">The vehicle as observed now.</param>
    /// <param name="wasToCharge">What the plan wanted just before: charging, no charging, or null where nothing was wanted.</param>
    /// <param name="terms">What the policy is set to.</param>
    /// <param name="settled">The session that has ended with this observation, or null.</param>
    /// <param name="prices">What energy costs since the observation before; null where it has no price.</param>
    public PolicyCourse Observe(
        in ObservedVehicle? before, in ObservedVehicle vehicle, bool? wasToCharge, in PolicyTerms terms, out PlugSession? settled, SessionPrices? prices = null)
    {
        settled = null;
        var next = this;
        MeterReading? last = null;
        if (Session is { } missed && vehicle.IsPluggedIn && vehicle.PluggedInSinceMs > missed.Last.AtMs)
        {
            // It was unplugged and plugged in again without word of it; what the register shows since then is the new session's.
            next = next.Unplug(missed, Math.Min(SessionAccount.IdleUntilMs(missed.Last, before?.MeterAtCable), vehicle.PluggedInSinceMs.Value), LastLevel(before, missed), terms, out settled);
            next = next.PlugIn(missed.Last, vehicle, vehicle.PluggedInSinceMs.Value, terms, prices);
        }
        else if (Session is { } session)
        {
            last = session.Last;
            // That a vehicle is out of reach says nothing of its energy: that is known when it is back.
            if (vehicle.UnreachableSinceMs is null || !vehicle.IsPluggedIn)
                session = Rejudge(SessionAccount.Account(session, vehicle.Meter, vehicle.KwhPerPercent, vehicle.MaxKw, prices, before?.MeterAtCable), session.Last, vehicle, terms);
            if (session.StartFailed != HasFailed(session, vehicle))
                session = session with { StartFailed = !session.StartFailed };
            if (!ReferenceEquals(session, Session))
                next = next with { Session = session };
            if (!vehicle.IsPluggedIn)
                return next.Unplug(session, vehicle.AtMs, vehicle.Level ?? LastLevel(before, session), terms, out settled);
            next = next.TakeOver(before, vehicle, wasToCharge, terms);
        }
        else if (vehicle.IsPluggedIn)
        {
            // One that comes with the cable in from another place has its time and its register accounted there.
            var isElsewhere = before is { IsPluggedIn: false, PluggedInSinceMs: not null };
            var register = before is { IsPluggedIn: false } away && !isElsewhere ? away.Meter : (MeterReading?)null;
            next = next.PlugIn(register, vehicle, isElsewhere ? vehicle.AtMs : vehicle.PluggedInSinceMs ?? vehicle.AtMs, terms, prices);
        }

        return vehicle.IsPluggedIn ? next.Reach(vehicle, vehicle.AtMs, last) : next;
    }

    /// <summary>Whether an observation tells more than has come into the course, because a write failed or the process ended.</summary>
    public bool IsBehind(in ObservedVehicle vehicle) => Session is { } session
        ? !vehicle.IsPluggedIn
            || (vehicle.AtMs > session.Last.AtMs && (vehicle.PluggedInSinceMs > session.Last.AtMs || SessionAccount.IsNews(session.Last, vehicle.Meter)))
            || session.StartFailed != HasFailed(session, vehicle)
        : vehicle.IsPluggedIn;

    // A start that failed stays an error until one succeeds or nothing is left to charge.
    private static bool HasFailed(PlugSession session, in ObservedVehicle vehicle) =>
        !vehicle.IsCharging && (vehicle.Command == CommandStanding.StartFailed || session is { StartFailed: true, ReachedAtMs: null });

    /// <summary>The level at the cable that was seen last: a small drift is seen, but not accounted.</summary>
    private static double? LastLevel(in ObservedVehicle? before, PlugSession session) =>
        before?.MeterAtCable?.Level ?? session.Last.Level;

    /// <summary>The course of a policy that is made or moved while the vehicle is at the cable: it counts from now on.</summary>
    public PolicyCourse Join(in ObservedVehicle vehicle, in PolicyTerms terms, long nowMs)
    {
        if (Session is not null || !vehicle.IsPluggedIn)
            return this;
        var next = this with { Session = SessionAccount.Begin(nowMs, vehicle.Meter with { AtMs = Math.Max(nowMs, vehicle.AtMs) }, null, StatusState.Regular) };
        return next.Note(next.Need(terms, nowMs), terms, StatusState.Regular, nowMs, vehicle);
    }

    /// <summary>The course without its session, which ends here.</summary>
    public PolicyCourse Leave(in ObservedVehicle? vehicle, in PolicyTerms terms, out PlugSession? settled)
    {
        settled = Session is { } session ? Conclude(session, vehicle?.Level, terms, session.Last.AtMs) : null;
        return this with { Session = null, Manual = ManualControl.None };
    }

    /// <param name="before">The last reading before, whose register counts; null where there is none.</param>
    /// <param name="vehicle">The vehicle as observed now.</param>
    /// <param name="sinceMs">Since when it is plugged in.</param>
    /// <param name="terms">What the policy is set to.</param>
    /// <param name="prices">What energy costs; null where it has no price.</param>
    private PolicyCourse PlugIn(in MeterReading? before, in ObservedVehicle vehicle, long sinceMs, in PolicyTerms terms, SessionPrices? prices)
    {
        var atMs = Math.Max(EndedAtMs + 1, Math.Min(vehicle.AtMs, sinceMs));
        var next = this with
        {
            Session = SessionAccount.Begin(
                atMs, vehicle.Meter, before?.MeterKwh <= vehicle.MeterKwh ? before : null, StatusState.Regular, vehicle.KwhPerPercent, vehicle.MaxKw, prices),
            Manual = ManualControl.None,
            Override = Override is null ? null : Override with { HasRun = true },
        };
        return next.Note(next.Need(terms, vehicle.AtMs), terms, StatusState.Regular, vehicle.AtMs, vehicle);
    }

    private PolicyCourse Unplug(PlugSession session, long atMs, double? level, in PolicyTerms terms, out PlugSession? settled)
    {
        settled = Conclude(session, level, terms, atMs);
        var next = this with { Session = null, EndedAtMs = Math.Max(atMs, session.PluggedInAtMs), Manual = ManualControl.None };
        return next.Override is { HasRun: true } ? next.EndOverride() : next;
    }

    /// <summary>Whether the driver has started or stopped by hand.</summary>
    private PolicyCourse TakeOver(in ObservedVehicle? before, in ObservedVehicle vehicle, bool? wasToCharge, in PolicyTerms terms)
    {
        if (before is not { IsPluggedIn: true } last || last.IsCharging == vehicle.IsCharging)
            return this;
        var limit = vehicle.ChargeLimit ?? terms.ChargeLimit;
        if (vehicle.IsCharging)
        {
            // A start that was asked for and came late is no driver's.
            var isOurs = wasToCharge != false
                || vehicle.Command is CommandStanding.Starting or CommandStanding.StartFailed or CommandStanding.Stopping
                || (vehicle.CommandSinceMs > 0 && vehicle.AtMs - vehicle.CommandSinceMs < PolicyRules.LateEffectMs);
            return Manual == ManualControl.None && isOurs ? this : this with { Manual = ManualControl.Started };
        }

        if (Manual == ManualControl.Started)
            return this with { Manual = ManualControl.None };
        var isFull = vehicle.Level >= limit - PolicyRules.OnTargetTolerance;
        var wasObeying = wasToCharge == true && vehicle.Command is CommandStanding.None or CommandStanding.ReadOnly;
        return Manual == ManualControl.None && wasObeying && !isFull && vehicle.UnreachableSinceMs is null
            ? this with { Manual = ManualControl.Stopped, ManualUntilMs = Need(terms, vehicle.AtMs).ReadyByMs }
            : this;
    }

    /// <summary>Notes a target that is reached, or is no longer, and ends an override whose target is.</summary>
    /// <param name="vehicle">The vehicle as observed.</param>
    /// <param name="nowMs">Now.</param>
    /// <param name="last">The reading before, where this is a new one: between the two, and after the last one, the level rises evenly.</param>
    private PolicyCourse Reach(in ObservedVehicle vehicle, long nowMs, in MeterReading? last = null)
    {
        var level = vehicle.LevelAt(nowMs);
        var limit = vehicle.ChargeLimit ?? 100;
        var next = this;
        if (next.Session is { Target: { } target } session)
        {
            var goal = Math.Min(target.MinimumChargeTarget, limit);
            if (session.ReachedAtMs is null && level >= goal - PolicyRules.LevelTolerance)
                next = next with { Session = session with { ReachedAtMs = Crossing(last ?? vehicle.Meter, level, goal, nowMs) } };
            // A higher charge limit, or a battery that was used, leaves something to be charged.
            else if (session.ReachedAtMs is not null && level < goal - PolicyRules.OnTargetTolerance)
                next = next with { Session = session with { ReachedAtMs = null } };
        }

        return next.Override is { Target: { } wished } && level >= Math.Min(wished, limit) - PolicyRules.LevelTolerance
            ? next.Serve(level, limit, nowMs).EndOverride()
            : next;
    }

    private static long Crossing(in MeterReading last, double level, double goal, long nowMs) =>
        last is { IsCharging: true, Level: { } before } && before < goal && goal < level
            ? last.AtMs + (long)Math.Round((nowMs - last.AtMs) * (goal - before) / (level - before))
            : nowMs;

    /// <summary>
    /// The session in which a deadline that passed between two readings of a vehicle that charged is judged again, now that both are
    /// known: the level rose evenly.
    /// </summary>
    private static PlugSession Rejudge(PlugSession session, in MeterReading last, in ObservedVehicle vehicle, in PolicyTerms terms)
    {
        if (session is not { DecidedTarget: { IsImmediate: false } target } || target.ReadyByMs <= last.AtMs || target.ReadyByMs >= vehicle.AtMs
            || last is not { IsCharging: true, Level: { } before } || vehicle.Level is not { } after || after < before)
            return session;
        var limit = vehicle.ChargeLimit ?? terms.ChargeLimit;
        var goal = Math.Min(target.MinimumChargeTarget, limit);
        var level = before + ((after - before) * (target.ReadyByMs - last.AtMs) / (vehicle.AtMs - last.AtMs));
        long? reachedMs = session.Decided?.ReachedAtMs ?? (level >= goal - PolicyRules.LevelTolerance ? Crossing(last, level, goal, target.ReadyByMs) : null);
        return session with { Decided = Judge(target, level, limit, reachedMs) };
    }

    /// <summary>The course after an override has got what it was set for: that is how the session comes out if nothing more is charged.</summary>
    private PolicyCourse Serve(double level, double limit, long nowMs) => Session is { Target: { IsOverride: true } target } session
        ? this with
        {
            Session = session with
            {
                DecidedTarget = target,
                Decided = Judge(target, level, limit, session.ReachedAtMs ?? nowMs),
                DecidedAtMs = nowMs,
                Target = null,
                ReachedAtMs = null,
            },
        }
        : this;

    /// <summary>An upcoming override takes the deadline that it replaced with it.</summary>
    private PolicyCourse EndOverride() => Override is { IsImmediate: false } ended
        ? this with { Override = null, ServedUntilMs = Math.Max(ServedUntilMs, ended.ReplacedMs) }
        : this with { Override = null };
}
