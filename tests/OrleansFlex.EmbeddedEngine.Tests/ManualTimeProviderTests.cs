using OrleansFlex.TestKit;

namespace OrleansFlex.EmbeddedEngine.Tests;

public sealed class ManualTimeProviderTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Timers_fire_in_order_of_time_and_see_their_own_instant()
    {
        var clock = new ManualTimeProvider();
        var start = clock.GetUtcNow();
        var fired = new List<string>();
        void At(string name, int due, int period) => clock.CreateTimer(
            _ => fired.Add($"{name}{(clock.GetUtcNow() - start).TotalSeconds}"), null, due * s_second, period < 0 ? Timeout.InfiniteTimeSpan : period * s_second);
        At("late", 5, -1);
        At("often", 2, 2);
        At("never", 60, -1);
        At("first", 2, -1);
        clock.Advance(5 * s_second);
        fired.ShouldBe(["often2", "first2", "often4", "late5"]);
        clock.GetUtcNow().ShouldBe(start + (5 * s_second));
    }

    [Fact]
    public void A_timer_armed_by_a_timer_fires_in_the_same_advance()
    {
        var clock = new ManualTimeProvider();
        var fired = 0;
        clock.CreateTimer(_ => clock.CreateTimer(_ => fired++, null, s_second, Timeout.InfiniteTimeSpan), null, s_second, Timeout.InfiniteTimeSpan);
        clock.Advance(2 * s_second);
        fired.ShouldBe(1);
    }

    [Fact]
    public void A_changed_timer_keeps_only_its_new_times_and_a_disposed_one_is_silent()
    {
        var clock = new ManualTimeProvider();
        var fired = 0;
        var timer = clock.CreateTimer(_ => fired++, null, s_second, s_second);
        timer.Change(3 * s_second, Timeout.InfiniteTimeSpan).ShouldBeTrue();
        clock.Advance(10 * s_second);
        fired.ShouldBe(1);
        timer.Dispose();
        timer.Change(s_second, s_second).ShouldBeFalse();
        clock.Advance(10 * s_second);
        fired.ShouldBe(1);
        clock.ArmedTimers.ShouldBe(0);
    }

    [Fact]
    public async Task A_delay_completes_when_the_clock_reaches_it()
    {
        var clock = new ManualTimeProvider();
        var delay = Task.Delay(s_second, clock, TestContext.Current.CancellationToken);
        clock.Advance(s_second / 2);
        delay.IsCompleted.ShouldBeFalse();
        clock.Advance(s_second / 2);
        await delay;
    }
}
