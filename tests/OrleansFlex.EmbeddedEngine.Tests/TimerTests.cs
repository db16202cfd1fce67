namespace OrleansFlex.EmbeddedEngine.Tests;

public sealed class TimerTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_timer_ticks_on_the_domain_clock()
    {
        await using var grid = await GridFixture.StartAsync();
        await grid.Grain<ITimedGrain>("a").Start("t", s_second, 2 * s_second, false);
        await grid.AdvanceAsync(6 * s_second);
        grid.Journal.Lines.ShouldBe(["t 00:00:01", "t 00:00:03", "t 00:00:05"]);
    }

    [Fact]
    public async Task A_timer_with_an_infinite_period_ticks_once()
    {
        await using var grid = await GridFixture.StartAsync();
        await grid.Grain<ITimedGrain>("a").Start("t", s_second, Timeout.InfiniteTimeSpan, false);
        await grid.AdvanceAsync(60 * s_second);
        grid.Journal.Lines.ShouldBe(["t 00:00:01"]);
    }

    [Fact]
    public async Task A_tick_waits_for_the_running_request_and_an_interleaving_one_does_not()
    {
        await using var grid = await GridFixture.StartAsync();
        var timed = grid.Grain<ITimedGrain>("a");
        await timed.Start("patient", s_second, Timeout.InfiniteTimeSpan, false);
        await timed.Start("pushy", 2 * s_second, Timeout.InfiniteTimeSpan, true);
        var held = timed.Hold("1");
        await grid.Signals.ReachedAsync("1");
        grid.Clock.Advance(3 * s_second);
        await grid.Signals.ReachedAsync("tick pushy");
        grid.Journal.Lines.ShouldBe(["pushy 00:00:03"]);
        grid.Signals.Release("1");
        await held;
        await grid.QuietAsync();
        grid.Journal.Lines.ShouldBe(["pushy 00:00:03", "patient 00:00:03"]);
    }

    [Fact]
    public async Task A_disposed_timer_and_those_of_an_ended_grain_tick_no_more()
    {
        await using var grid = await GridFixture.StartAsync();
        var timed = grid.Grain<ITimedGrain>("a");
        await timed.Start("t", s_second, s_second, false);
        await timed.Stop("t");
        await timed.Start("u", s_second, s_second, false);
        await grid.AdvanceAsync(s_second);
        await timed.End();
        await grid.QuietAsync();
        await grid.AdvanceAsync(10 * s_second);
        grid.Journal.Lines.ShouldBe(["u 00:00:01"]);
    }

    [Fact]
    public async Task A_tick_that_waits_when_its_grain_ends_wakes_nobody()
    {
        await using var grid = await GridFixture.StartAsync();
        var timed = grid.Grain<ITimedGrain>("a");
        await timed.Start("t", s_second, s_second, false);
        var held = timed.Hold("1");
        await grid.Signals.ReachedAsync("1");
        var end = timed.End();
        grid.Clock.Advance(s_second);
        grid.Signals.Release("1");
        await Task.WhenAll(held, end);
        await grid.QuietAsync();
        grid.Grid.ActivationCount.ShouldBe(0);
        grid.Journal.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_changed_timer_follows_its_new_times()
    {
        await using var grid = await GridFixture.StartAsync();
        var timed = grid.Grain<ITimedGrain>("a");
        await timed.Start("t", s_second, s_second, false);
        await timed.Change("t", 5 * s_second, 10 * s_second);
        await grid.AdvanceAsync(16 * s_second);
        grid.Journal.Lines.ShouldBe(["t 00:00:05", "t 00:00:15"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Timers_tick_in_the_order_in_which_they_are_due_whatever_was_set_before(int seed)
    {
        await using var grid = await GridFixture.StartAsync();
        var timed = grid.Grain<ITimedGrain>("a");
        var random = new Random(seed);
        var due = new Dictionary<string, (int Second, int Number)>();
        for (var number = 0; number < 300; number++)
        {
            var name = $"t{number:000}";
            due[name] = (random.Next(1, 50), number);
            await timed.Start(name, due[name].Second * s_second, Timeout.InfiniteTimeSpan, false);
            // Some of those that wait are set anew or taken back, sooner and later than they were.
            var other = due.Keys.ElementAt(random.Next(due.Count));
            switch (random.Next(3))
            {
                case 0:
                    due[other] = due[other] with { Second = random.Next(1, 50) };
                    await timed.Change(other, due[other].Second * s_second, Timeout.InfiniteTimeSpan);
                    break;
                case 1:
                    due.Remove(other);
                    await timed.Stop(other);
                    break;
            }
        }

        await grid.AdvanceAsync(60 * s_second);
        grid.Journal.Lines.ShouldBe(
            due.OrderBy(timer => timer.Value.Second).ThenBy(timer => timer.Value.Number).Select(timer => $"{timer.Key} 00:00:{timer.Value.Second:00}"));
    }

    [Fact]
    public async Task A_failed_tick_does_not_stop_the_timer()
    {
        await using var grid = await GridFixture.StartAsync();
        await grid.Grain<ITimedGrain>("a").Start("bad", s_second, s_second, false);
        await grid.AdvanceAsync(2 * s_second);
        grid.Journal.Lines.ShouldBe(["bad 00:00:01", "bad 00:00:02"]);
    }

    [Fact]
    public async Task Ticks_do_not_keep_a_grain_from_being_collected()
    {
        await using var grid = await GridFixture.StartAsync(o => o.CollectionAge = TimeSpan.FromMinutes(5));
        await grid.Grain<ITimedGrain>("a").Start("t", 30 * s_second, 30 * s_second, false);
        await grid.AdvanceAsync(TimeSpan.FromMinutes(10));
        grid.Grid.ActivationCount.ShouldBe(0);
    }
}
