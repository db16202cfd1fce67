using OrleansFlex.Domain.Commands;

namespace OrleansFlex.Domain.Tests.Commands;

public sealed class IntentRulesTests
{
    private const long Now = 1_780_000_000_000;
    private const long MinuteMs = 60_000;
    private static readonly CommandTimes Times = new(5 * MinuteMs, 5 * MinuteMs, 5 * MinuteMs);
    private static readonly DeviceSight Idle = new(Now, true, false);
    private static readonly DeviceSight Charging = new(Now, true, true);
    private static readonly DeviceSight Away = new(Now, false, false);

    private static readonly Guid First = new(1, 0, 0, new byte[8]), Second = new(2, 0, 0, new byte[8]);

    private static IntentChange Wish(Intent? running, CommandKind kind, DeviceSight seen, Guid id, long nowMs, long untilMs = Now + (600 * MinuteMs)) =>
        IntentRules.Wish(running, new IntentWish(kind, null, true, untilMs), seen, id, Times, nowMs);

    private static Intent Started() => Wish(null, CommandKind.Start, Idle, First, Now).Next!;

    [Fact]
    public void A_wish_is_sent_once_and_timed()
    {
        var change = Wish(null, CommandKind.Start, Idle, First, Now);
        change.Sends.ShouldBeTrue();
        var intent = change.Next.ShouldNotBeNull();
        (intent.CommandId, intent.Attempts, intent.SentAtMs, intent.DueMs).ShouldBe((First, 1, Now, Now + (5 * MinuteMs)));
        var again = Wish(intent, CommandKind.Start, Idle, Second, Now + 1, Now + (700 * MinuteMs));
        (again.Sends, again.Next!.CommandId, again.Next.UntilMs).ShouldBe((false, First, Now + (700 * MinuteMs)));
    }

    [Fact]
    public void A_wish_that_is_fulfilled_needs_nothing() =>
        Wish(null, CommandKind.Start, Charging, First, Now).ShouldBe(new IntentChange(null, false, IntentOutcome.Fulfilled));

    [Fact]
    public void A_device_that_charges_is_told_another_power_and_confirms_by_taking_it()
    {
        var less = new IntentWish(CommandKind.Start, new CommandArgument { PowerKw = 3.4 }, true, Now + (600 * MinuteMs), IsChange: true);
        var full = Charging with { RateKw = 11 };
        var change = IntentRules.Wish(null, less, full, First, Times, Now);
        (change.Sends, change.Next!.Argument!.PowerKw).ShouldBe((true, 3.4));
        IntentRules.Wish(change.Next, less, full, Second, Times, Now + 1).ShouldBe(new IntentChange(change.Next));
        IntentRules.Observed(change.Next, full with { AtMs = Now + 5000 }, null, Second, Times, Now + 5000).Next.ShouldBe(change.Next);
        IntentRules.Observed(change.Next, full with { AtMs = Now + 9000, RateKw = 3.5 }, null, Second, Times, Now + 9000).Outcome.ShouldBe(IntentOutcome.Confirmed);

        // Another power takes the place of one that is still under way.
        var more = IntentRules.Wish(change.Next, less with { Argument = new CommandArgument { PowerKw = 5 } }, full, Second, Times, Now + 2000);
        (more.Sends, more.Next!.CommandId, more.Next.Argument!.PowerKw).ShouldBe((true, Second, 5.0));
        // Told the same once more, a device that takes it needs nothing.
        IntentRules.Wish(null, less with { IsChange = false }, Charging with { RateKw = 3.3 }, First, Times, Now).Outcome.ShouldBe(IntentOutcome.Fulfilled);
    }

    [Fact]
    public void A_stop_is_sent_although_the_device_is_idle_while_a_start_may_still_take_effect()
    {
        var change = Wish(Started(), CommandKind.Stop, Idle, Second, Now + 1000);
        (change.Sends, change.Next!.Kind, change.Next.CommandId).ShouldBe((true, CommandKind.Stop, Second));
        // What was seen before the stop was sent does not confirm it.
        IntentRules.Observed(change.Next, Idle with { AtMs = Now + 500 }, null, First, Times, Now + 1500).Next.ShouldBe(change.Next);
        IntentRules.Observed(change.Next, Idle with { AtMs = Now + 2000 }, null, First, Times, Now + 2000).Outcome.ShouldBe(IntentOutcome.Confirmed);
    }

    [Fact]
    public void Nothing_is_sent_to_a_device_that_is_out_of_reach()
    {
        var change = Wish(null, CommandKind.Start, Away, First, Now);
        (change.Sends, change.Next!.Phase).ShouldBe((false, IntentPhase.Waiting));
        var reached = IntentRules.Observed(change.Next, Idle with { AtMs = Now + MinuteMs }, null, Second, Times, Now + MinuteMs);
        (reached.Sends, reached.Next!.CommandId, reached.Next.Attempts).ShouldBe((true, Second, 1));
        IntentRules.Due(change.Next, Away, Second, Times, change.Next.UntilMs).Outcome.ShouldBe(IntentOutcome.Lapsed);
    }

    [Fact]
    public void The_device_confirms_by_what_it_does_or_by_what_it_says()
    {
        IntentRules.Observed(Started(), Charging with { AtMs = Now + 9000 }, null, Second, Times, Now + 9000).ShouldBe(new IntentChange(null, false, IntentOutcome.Confirmed));
        IntentRules.Observed(Started(), Idle, CommandReport.Of(First, "confirmed"), Second, Times, Now + 9000).Outcome.ShouldBe(IntentOutcome.Confirmed);
        IntentRules.Observed(Started(), Idle, CommandReport.Of(Second, "CONFIRMED"), Second, Times, Now + 9000).Outcome.ShouldBe(IntentOutcome.None);
        CommandReport.Of(First, "ACCEPTED").ShouldBeNull();
        var failed = IntentRules.Observed(Started(), Idle, CommandReport.Of(First, "REJECTED"), Second, Times, Now + 9000);
        (failed.Outcome, failed.Failure!.Type, failed.Next!.Phase).ShouldBe((IntentOutcome.Failed, CommandFailure.FailedPrecondition, IntentPhase.Pausing));
    }

    [Fact]
    public void Attempts_are_repeated_under_new_identities_after_growing_pauses()
    {
        var intent = Started();
        var now = intent.DueMs;
        foreach (var pause in new[] { 1, 2, 5, 10, 15, 15 })
        {
            var failed = IntentRules.Due(intent, Idle, Second, Times, now);
            (failed.Outcome, failed.Sends, failed.Next!.HasFailed, failed.Next.DueMs).ShouldBe((IntentOutcome.Failed, false, true, now + (pause * MinuteMs)));
            now = failed.Next.DueMs;
            var id = new Guid(pause, 7, 7, new byte[8]);
            var again = IntentRules.Due(failed.Next, Idle, id, Times, now);
            (again.Sends, again.Next!.CommandId, again.Next.Attempts).ShouldBe((true, id, intent.Attempts + 1));
            intent = again.Next;
            now = intent.DueMs;
        }

        IntentRules.Observed(intent, Charging with { AtMs = now }, null, Second, Times, now).Outcome.ShouldBe(IntentOutcome.Confirmed);
    }

    [Fact]
    public void A_device_that_obeys_during_a_pause_has_not_confirmed_in_time()
    {
        var pausing = IntentRules.Due(Started(), Idle, Second, Times, Started().DueMs).Next;
        IntentRules.Observed(pausing, Charging with { AtMs = Now + (6 * MinuteMs) }, null, Second, Times, Now + (6 * MinuteMs))
            .ShouldBe(new IntentChange(null, false, IntentOutcome.Fulfilled));
    }

    [Fact]
    public void A_gateway_that_cannot_be_reached_gets_the_same_command_again()
    {
        var undelivered = IntentRules.NotDelivered(Started(), First, null, Now + 5000);
        (undelivered.Sends, undelivered.Next!.Phase, undelivered.Next.DueMs).ShouldBe((false, IntentPhase.Undelivered, Now + 5000 + (MinuteMs / 2)));
        var again = IntentRules.Due(undelivered.Next, Idle, Second, Times, undelivered.Next.DueMs);
        (again.Sends, again.Next!.CommandId, again.Next.Attempts, again.Next.DueMs).ShouldBe((true, First, 1, Now + (5 * MinuteMs)));
        IntentRules.NotDelivered(Started(), Second, null, Now).Next.ShouldBe(Started());
    }

    [Fact]
    public void A_caller_s_command_is_tried_once_and_keeps_its_identity()
    {
        var wish = new IntentWish(CommandKind.Start, null, false, Now + (5 * MinuteMs));
        var waiting = IntentRules.Wish(null, wish, Away, First, Times, Now).Next!;
        IntentRules.Observed(waiting, Idle, null, Second, Times, Now + 10).Next!.CommandId.ShouldBe(First);
        var sent = IntentRules.Wish(null, wish, Idle, First, Times, Now).Next!;
        var failed = IntentRules.Due(sent, Idle, Second, Times, sent.DueMs);
        (failed.Next, failed.Outcome, failed.Failure!.Type).ShouldBe((null, IntentOutcome.Failed, CommandFailure.NoResponse));
        IntentRules.NotDelivered(sent, First, "no", Now).ShouldBe(new IntentChange(null, false, IntentOutcome.Failed, new(CommandFailure.FailedPrecondition, "no")));
    }

    [Fact]
    public void After_a_crash_a_command_that_still_counts_goes_out_again_as_the_same()
    {
        var resumed = IntentRules.Resume(Started(), Idle, Second, Times, Now + MinuteMs);
        (resumed.Sends, resumed.Next).ShouldBe((true, Started()));
        IntentRules.Resume(Started(), Idle, Second, Times, Now + (6 * MinuteMs)).Outcome.ShouldBe(IntentOutcome.Failed);
        IntentRules.Resume(null, Idle, Second, Times, Now).ShouldBe(new IntentChange(null));
    }

    [Fact]
    public void A_wish_that_has_lapsed_is_not_sent_again()
    {
        var intent = Wish(null, CommandKind.Start, Idle, First, Now, Now + (6 * MinuteMs)).Next;
        var failed = IntentRules.Due(intent, Idle, Second, Times, Now + (5 * MinuteMs)).Next!;
        failed.DueMs.ShouldBe(Now + (6 * MinuteMs));
        IntentRules.Due(failed, Idle, Second, Times, failed.DueMs).ShouldBe(
            new IntentChange(null, false, IntentOutcome.Lapsed, new(CommandFailure.NoResponse, "The device was out of reach for too long.")));
    }
}
