using OrleansFlex.Silo.Clock;
using OrleansFlex.TestKit;

namespace OrleansFlex.Silo.Tests.Clock;

public sealed class AcceleratedClockTests
{
    private static readonly DateTimeOffset Start = new(2025, 6, 1, 18, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Domain_time_runs_faster_and_timers_with_it()
    {
        var real = new ManualTimeProvider();
        var clock = new AcceleratedClock(real, Start, 60);
        var fired = new List<DateTimeOffset>();
        using var timer = clock.CreateTimer(_ => fired.Add(clock.GetUtcNow()), null, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(5));
        real.Advance(TimeSpan.FromSeconds(9));
        fired.ShouldBeEmpty();
        real.Advance(TimeSpan.FromSeconds(6));
        clock.GetUtcNow().ShouldBe(Start.AddMinutes(15));
        fired.ShouldBe([Start.AddMinutes(10), Start.AddMinutes(15)]);
        timer.Change(TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan).ShouldBeTrue();
        real.Advance(TimeSpan.FromSeconds(59));
        fired.Count.ShouldBe(2);
        real.Advance(TimeSpan.FromSeconds(1));
        fired.Count.ShouldBe(3);
        clock.GetElapsedTime(0).ShouldBe(TimeSpan.FromMinutes(75));
    }

    [Fact]
    public void A_timer_never_fires_before_its_instant()
    {
        var real = new ManualTimeProvider();
        var clock = new AcceleratedClock(real, Start, 7);
        var random = new Random(2);
        for (var i = 0; i < 1000; i++)
        {
            var due = clock.GetUtcNow().AddMilliseconds(random.Next(1, 100_000));
            DateTimeOffset? at = null;
            using var timer = clock.CreateTimer(_ => at = clock.GetUtcNow(), null, due - clock.GetUtcNow(), Timeout.InfiniteTimeSpan);
            real.Advance(TimeSpan.FromSeconds(20));
            at!.Value.ShouldBeGreaterThanOrEqualTo(due);
            at.Value.ShouldBeLessThan(due.AddMilliseconds(8));
        }
    }

    [Fact]
    public async Task It_cannot_be_moved_by_hand() =>
        (await Should.ThrowAsync<ClockAdvanceException>(() => new AcceleratedClock(new ManualTimeProvider(), Start, 60).AdvanceAsync(TimeSpan.FromHours(1), default)))
            .IsMode.ShouldBeTrue();
}
