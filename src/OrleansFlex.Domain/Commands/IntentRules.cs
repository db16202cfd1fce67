namespace OrleansFlex.Domain.Commands;

/// <summary>
/// How an intent is carried out, as functions of the intent, what is observed and the time. A command goes out once for each attempt; it
/// counts as obeyed when the device is seen doing it, or says so, within its window. What a policy wishes is attempted again after growing
/// pauses; what a caller asked for is not.
/// </summary>
public static class IntentRules
{
    /// <summary>Takes a wish. One that the device already fulfils needs nothing, unless a command to the contrary may still take effect.</summary>
    /// <param name="running">The intent until now.</param>
    /// <param name="wish">What is wished instead.</param>
    /// <param name="seen">The device as observed.</param>
    /// <param name="commandId">Identity of the next command.</param>
    /// <param name="times">The vendor's times.</param>
    /// <param name="nowMs">Now.</param>
    public static IntentChange Wish(Intent? running, IntentWish wish, DeviceSight seen, Guid commandId, CommandTimes times, long nowMs)
    {
        if (running is { IsSteering: true } && wish.IsSteering && running.Kind == wish.Kind && running.Argument == wish.Argument)
            return new(Until(running, wish.UntilMs));
        if (!wish.IsChange && seen.Fulfils(wish.Kind, wish.Argument) && running is not { IsUnderWay: true })
            return new(null, Outcome: IntentOutcome.Fulfilled);
        var intent = new Intent
        {
            CommandId = commandId,
            Kind = wish.Kind,
            Argument = wish.Argument,
            IsSteering = wish.IsSteering,
            UntilMs = wish.UntilMs,
        };
        return Attempt(intent, commandId, seen, times, nowMs);
    }

    /// <summary>The device was observed anew, perhaps with word of a command.</summary>
    public static IntentChange Observed(Intent? running, DeviceSight seen, CommandReport? report, Guid commandId, CommandTimes times, long nowMs)
    {
        if (running is null)
            return default;
        if (report is not null && report.CommandId == running.CommandId && running.IsUnderWay)
        {
            return report.IsDone
                ? new(null, Outcome: IntentOutcome.Confirmed)
                : Fail(running, new(CommandFailure.FailedPrecondition, $"The device reported {report.Word}."), nowMs);
        }

        // What was observed before the command was sent says nothing of its effect.
        if (seen.Fulfils(running.Kind, running.Argument) && seen.AtMs >= running.SentAtMs)
            return new(null, Outcome: running.IsUnderWay ? IntentOutcome.Confirmed : IntentOutcome.Fulfilled);
        return running.Phase == IntentPhase.Waiting && seen.IsReachable ? Attempt(running, commandId, seen, times, nowMs) : new(running);
    }

    /// <summary>The gateway refused the command, as <paramref name="refusal"/> says, or, where that is null, could not be reached.</summary>
    public static IntentChange NotDelivered(Intent? running, Guid commandId, string? refusal, long nowMs)
    {
        if (running is null || running.CommandId != commandId || running.Phase != IntentPhase.Sent)
            return new(running);
        if (refusal is not null)
            return Fail(running, new(CommandFailure.FailedPrecondition, refusal), nowMs);
        var times = running.Undelivered + 1;
        return new(running with
        {
            Phase = IntentPhase.Undelivered,
            Undelivered = times,
            DueMs = Math.Min(nowMs + CommandTimes.Resend(times), running.WindowEndMs),
        });
    }

    /// <summary>The intent is looked at because its time has come.</summary>
    public static IntentChange Due(Intent? running, DeviceSight seen, Guid commandId, CommandTimes times, long nowMs)
    {
        if (running is null || nowMs < running.DueMs)
            return new(running);
        if (running.IsUnderWay && nowMs >= running.WindowEndMs)
        {
            var failed = Fail(running, new(CommandFailure.NoResponse, "The device was not observed to obey in time."), nowMs);
            return nowMs >= running.UntilMs ? failed with { Next = null } : failed;
        }

        if (nowMs >= running.UntilMs)
            return new(null, Outcome: IntentOutcome.Lapsed, Failure: new(CommandFailure.NoResponse, "The device was out of reach for too long."));
        return running.Phase switch
        {
            IntentPhase.Undelivered when !seen.IsReachable => new(running with { DueMs = Math.Min(running.WindowEndMs, running.UntilMs) }),
            IntentPhase.Undelivered => new(running with { Phase = IntentPhase.Sent, DueMs = Math.Min(running.WindowEndMs, running.UntilMs) }, Sends: true),
            IntentPhase.Pausing => Attempt(running, commandId, seen, times, nowMs),
            _ => new(running),
        };
    }

    /// <summary>After a crash nobody knows whether a stored command was sent, so it is sent again under its identity while it still counts.</summary>
    public static IntentChange Resume(Intent? running, DeviceSight seen, Guid commandId, CommandTimes times, long nowMs)
    {
        if (running is null || nowMs >= running.DueMs)
            return Due(running, seen, commandId, times, nowMs);
        return new(running, Sends: running.Phase == IntentPhase.Sent);
    }

    private static Intent Until(Intent running, long untilMs) => running with
    {
        UntilMs = untilMs,
        DueMs = Math.Min(untilMs, running.Phase switch
        {
            IntentPhase.Waiting => untilMs,
            IntentPhase.Sent => running.WindowEndMs,
            _ => running.DueMs,
        }),
    };

    private static IntentChange Attempt(Intent intent, Guid commandId, DeviceSight seen, CommandTimes times, long nowMs)
    {
        if (!seen.IsReachable)
            return new(intent with { Phase = IntentPhase.Waiting, DueMs = intent.UntilMs });
        var windowEndMs = nowMs + times.Window(intent.Kind);
        return new(
            intent with
            {
                // A caller's command keeps the identity that the caller was given.
                CommandId = intent.IsSteering ? commandId : intent.CommandId,
                Phase = IntentPhase.Sent,
                Attempts = intent.Attempts + 1,
                Undelivered = 0,
                SentAtMs = nowMs,
                WindowEndMs = windowEndMs,
                DueMs = Math.Min(windowEndMs, intent.UntilMs),
            },
            Sends: true);
    }

    private static IntentChange Fail(Intent intent, CommandFailure failure, long nowMs) => new(
        intent.IsSteering
            ? intent with { Phase = IntentPhase.Pausing, HasFailed = true, DueMs = Math.Min(nowMs + CommandTimes.Pause(intent.Attempts), intent.UntilMs) }
            : null,
        Outcome: IntentOutcome.Failed,
        Failure: failure);
}
