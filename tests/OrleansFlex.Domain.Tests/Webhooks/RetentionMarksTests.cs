using OrleansFlex.Domain.Webhooks;

namespace OrleansFlex.Domain.Tests.Webhooks;

public sealed class RetentionMarksTests
{
    private const long Real = 1_790_000_000_000;
    private const long Domain = 1_780_000_000_000;

    [Fact]
    public void On_a_clock_that_runs_like_the_real_one_events_are_kept_for_the_time()
    {
        var marks = new RetentionMarks();
        for (var t = 0L; t <= 3 * 86_400_000L; t += RetentionMarks.TickMs)
        {
            marks = marks.Ticked(Real + t, Domain + t);
            marks.PurgedBeforeMs.ShouldBe(t < RetentionMarks.KeptMs ? 0 : Domain + t - RetentionMarks.KeptMs);
            marks.Marks.Length.ShouldBeLessThan(200);
        }
    }

    [Fact]
    public void A_leap_of_the_domain_clock_makes_nothing_old()
    {
        var marks = new RetentionMarks().Ticked(Real, Domain).Ticked(Real + RetentionMarks.TickMs, Domain + (300 * 86_400_000L));
        marks.PurgedBeforeMs.ShouldBe(0);
        // What happened just after the leap is as new as its real age.
        var t = RetentionMarks.TickMs;
        for (; t <= RetentionMarks.KeptMs; t += RetentionMarks.TickMs)
            marks = marks.Ticked(Real + t, Domain + (300 * 86_400_000L));
        marks.PurgedBeforeMs.ShouldBeLessThanOrEqualTo(Domain);
    }

    [Fact]
    public void Time_during_which_nothing_ran_does_not_count()
    {
        var marks = new RetentionMarks().Ticked(Real, Domain);
        marks = marks.Ticked(Real + (10 * 86_400_000L), Domain + (10 * 86_400_000L));
        marks.RanMs.ShouldBe(2 * RetentionMarks.TickMs);
        marks.PurgedBeforeMs.ShouldBe(0);
        marks.Ticked(Real, Domain).RanMs.ShouldBe(marks.RanMs, "A clock that was set back takes nothing away.");
    }
}
