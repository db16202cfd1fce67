namespace OrleansFlex.EmbeddedEngine.Tests;

public sealed class ReminderTests
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_reminder_fires_in_its_rhythm_and_wakes_a_sleeping_grain()
    {
        await using var grid = await GridFixture.StartAsync();
        await grid.Grain<IRemindedGrain>("a").Remind("look", 5 * s_minute, 10 * s_minute);
        await grid.Grid.CollectIdleAsync(all: true);
        await grid.AdvanceAsync(26 * s_minute);
        grid.Journal.Lines.ShouldBe(["look 00:05", "look 00:15", "look 00:25"]);
    }

    [Fact]
    public async Task Reminders_are_found_replaced_and_forgotten()
    {
        await using var grid = await GridFixture.StartAsync();
        var grain = grid.Grain<IRemindedGrain>("a");
        await grain.Remind("x", 5 * s_minute, 10 * s_minute);
        await grain.Remind("y", 5 * s_minute, 10 * s_minute);
        (await grain.Names()).ShouldBe(["x", "y"]);
        (await grid.Grain<IRemindedGrain>("b").Names()).ShouldBeEmpty();
        await grain.Remind("x", 2 * s_minute, s_minute);
        await grain.Forget("y");
        await grid.AdvanceAsync(4 * s_minute);
        grid.Journal.Lines.ShouldBe(["x 00:02", "x 00:03", "x 00:04"]);
        await grain.Forget("x");
        await grid.AdvanceAsync(60 * s_minute);
        grid.Journal.Lines.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Reminders_survive_a_restart_and_those_that_fell_due_meanwhile_fire_at_once()
    {
        var store = new InMemoryReminderStore();
        var clock = new TestKit.ManualTimeProvider();
        await using (var grid = await GridFixture.StartAsync(clock: clock, reminders: store))
        {
            await grid.Grain<IRemindedGrain>("a").Remind("missed", 5 * s_minute, 60 * s_minute);
            await grid.Grain<IRemindedGrain>("b").Remind("later", 40 * s_minute, 60 * s_minute);
        }
        clock.Advance(20 * s_minute);
        await using var next = await GridFixture.StartAsync(clock: clock, reminders: store);
        await next.AdvanceAsync(50 * s_minute);
        next.Journal.Lines.ShouldBe(["missed 00:20", "later 00:40", "missed 01:05"]);
    }

    [Fact]
    public async Task A_period_under_the_minimum_is_refused()
    {
        await using var grid = await GridFixture.StartAsync();
        await Should.ThrowAsync<ArgumentException>(() => grid.Grain<IRemindedGrain>("a").Remind("x", s_minute, TimeSpan.FromSeconds(1)));
    }
}
