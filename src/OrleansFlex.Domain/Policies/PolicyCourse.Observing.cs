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
    public PolicyCourse Observe(in ObservedVehicle? before, in ObservedVehicle vehicle, bool? wasToCharge, in PolicyTerms terms, out PlugSession? settled)
    {
        settled = null;
        var next = this;
        if (Session is { } missed && vehicle.IsPluggedIn && vehicle.PluggedInSinceMs > missed.Last.AtMs)
        {
            // It was unplugged and plugged in again without word of it; what the register shows since then is the new session's.
            next = next.Unplug(missed, missed.Last.AtMs, missed.Last.Level, terms, out settled);
            next = next.PlugIn(missed.Last, vehicle, vehicle.PluggedInSinceMs.Value, terms);
        }
        else if (Session is { } session)
        {
            session = SessionAccount.Account(session, vehicle.Meter, vehicle.KwhPerPercent, vehicle.MaxKw);
            session = session with { StartFailed = vehicle.IsPluggedIn && !vehicle.IsCharging && vehicle.Command == CommandStanding.StartFailed };
            next = next with { Session = session };
            if (!vehicle.IsPluggedIn)
                return next.Unplug(session, vehicle.AtMs, vehicle.Level ?? session.Last.Level, terms, out settled);
            next = next.TakeOver(before, vehicle, wasToCharge, terms);
        }
        else if (vehicle.IsPluggedIn)
        {
            // One that comes with the cable in from another place has its time and its register accounted there.
            var isElsewhere = before is { IsPluggedIn: false, PluggedInSinceMs: not null };
            var register = before is { IsPluggedIn: false } away && !isElsewhere ? away.Meter : (MeterReading?)null;
            next = next.PlugIn(register, vehicle, isElsewhere ? vehicle.AtMs : vehicle.PluggedInSinceMs ?? vehicle.AtMs, terms);
        }

        return vehicle.IsPluggedIn ? next.Reach(vehicle, vehicle.AtMs) : next;
    }

    /// <summary>The course of a policy that is made or moved while the vehicle is at the cable: it counts from now on.</summary>
    public PolicyCourse Join(in ObservedVehicle vehicle, in PolicyTerms terms, long nowMs)
    {
        if (Session is not null || !vehicle.IsPluggedIn)
            return this;
        var next = this with { Session = SessionAccount.Begin(nowMs, vehicle.Meter with { AtMs = Math.Max(nowMs, vehicle.AtMs) }, null, StatusState.Regular) };
        return next.Note(next.Need(terms, nowMs), terms, StatusState.Regular, vehicle, nowMs);
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
    private PolicyCourse PlugIn(in MeterReading? before, in ObservedVehicle vehicle, long sinceMs, in PolicyTerms terms)
    {
        var atMs = Math.Max(EndedAtMs + 1, Math.Min(vehicle.AtMs, sinceMs));
        var next = this with
        {
            Session = SessionAccount.Begin(atMs, vehicle.Meter, before?.MeterKwh <= vehicle.MeterKwh ? before : null, StatusState.Regular),
            Manual = ManualControl.None,
            Override = Override is null ? null : Override with { HasRun = true },
        };
        return next.Note(next.Need(terms, vehicle.AtMs), terms, StatusState.Regular, vehicle, vehicle.AtMs);
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

    /// <summary>Notes a target that is reached, and ends an override whose target it is.</summary>
    private PolicyCourse Reach(in ObservedVehicle vehicle, long nowMs)
    {
        var level = vehicle.LevelAt(nowMs);
        var limit = vehicle.ChargeLimit ?? 100;
        var next = ReachTarget(vehicle, nowMs);
        return next.Override is { Target: { } wished } && level >= Math.Min(wished, limit) - PolicyRules.LevelTolerance ? next.EndOverride() : next;
    }

    private PolicyCourse ReachTarget(in ObservedVehicle vehicle, long nowMs) =>
        Session is { Target: { } target, ReachedAtMs: null } session
        && vehicle.LevelAt(nowMs) >= Math.Min(target.MinimumChargeTarget, vehicle.ChargeLimit ?? 100) - PolicyRules.LevelTolerance
            ? this with { Session = session with { ReachedAtMs = nowMs } }
            : this;

    /// <summary>An upcoming override takes the deadline that it replaced with it.</summary>
    private PolicyCourse EndOverride() => Override is { IsImmediate: false } ended
        ? this with { Override = null, ServedUntilMs = Math.Max(ServedUntilMs, ended.ReplacedMs) }
        : this with { Override = null };
}
