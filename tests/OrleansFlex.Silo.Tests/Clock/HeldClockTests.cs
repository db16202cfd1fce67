using OrleansFlex.Silo.Clock;

namespace OrleansFlex.Silo.Tests.Clock;

public sealed class HeldClockTests
{
    private static readonly DateTimeOffset Start = new(2025, 6, 1, 18, 0, 0, TimeSpan.Zero);
    private readonly Position _position = new();
    private readonly List<string> _log = [];

    [Fact]
    public async Task Timers_fire_in_time_order_each_at_its_own_instant()
    {
        var clock = Held();
        Timer(clock, "c", minutes: 30);
        Timer(clock, "a", minutes: 10);
        Timer(clock, "b", minutes: 10);
        Timer(clock, "never", minutes: 61);
        await clock.AdvanceAsync(TimeSpan.FromHours(1), default);
        _log.ShouldBe(["a 18:10", "b 18:10", "c 18:30"]);
        clock.GetUtcNow().ShouldBe(Start.AddHours(1));
        await clock.AdvanceToAsync(Start.AddMinutes(61), default);
        _log[^1].ShouldBe("never 19:01");
    }

    [Fact]
    public async Task The_clock_moves_on_only_when_the_work_of_an_instant_is_done()
    {
        var quiet = new Queue<TaskCompletionSource>();
        var asked = new SemaphoreSlim(0);
        var clock = new HeldClock(Start, _position, async _ =>
        {
            var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (quiet)
                quiet.Enqueue(source);
            asked.Release();
            await source.Task;
        });
        Timer(clock, "a", minutes: 10);
        Timer(clock, "b", minutes: 20);
        var advance = clock.AdvanceAsync(TimeSpan.FromMinutes(30), default);
        await Settle(expected: "18:00");
        await Settle(expected: "18:10");
        _log.ShouldBe(["a 18:10"]);
        // Work that an instant caused arms a timer before the clock moves on.
        Timer(clock, "late", minutes: 5);
        await Release();
        await Settle(expected: "18:15");
        await Settle(expected: "18:20");
        advance.IsCompleted.ShouldBeFalse();
        await Settle(expected: "18:30", release: true);
        await advance;
        _log.ShouldBe(["a 18:10", "late 18:15", "b 18:20"]);

        async Task Settle(string expected, bool release = false)
        {
            await asked.WaitAsync();
            clock.GetUtcNow().ToString("HH:mm").ShouldBe(expected);
            if (expected != "18:10" || release)
                await Release();
        }

        Task Release()
        {
            lock (quiet)
                quiet.Dequeue().SetResult();
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Periodic_timers_repeat_until_they_are_stopped()
    {
        var clock = Held();
        ITimer? timer = null;
        var ticks = 0;
        timer = clock.CreateTimer(_ =>
        {
            if (++ticks == 3)
                timer!.Dispose();
        }, null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        await clock.AdvanceAsync(TimeSpan.FromMinutes(2), default);
        ticks.ShouldBe(2);
        await clock.AdvanceAsync(TimeSpan.FromDays(1), default);
        ticks.ShouldBe(3);
        timer.Change(TimeSpan.Zero, TimeSpan.Zero).ShouldBeFalse();
    }

    [Fact]
    public async Task A_timer_for_now_fires_without_an_advance_and_delays_work()
    {
        var clock = Held();
        var fired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var timer = clock.CreateTimer(_ => fired.TrySetResult(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        await fired.Task;
        var delay = Task.Delay(TimeSpan.FromHours(2), clock);
        await clock.AdvanceAsync(TimeSpan.FromHours(1), default);
        delay.IsCompleted.ShouldBeFalse();
        await clock.AdvanceAsync(TimeSpan.FromHours(1), default);
        await delay;
    }

    [Fact]
    public async Task The_clock_never_goes_back()
    {
        var clock = Held();
        await clock.AdvanceAsync(TimeSpan.FromMinutes(1), default);
        await Should.ThrowAsync<ClockAdvanceException>(() => clock.AdvanceToAsync(Start, default));
        await Should.ThrowAsync<ClockAdvanceException>(() => clock.AdvanceAsync(TimeSpan.FromMinutes(-1), default));
        await Should.ThrowAsync<ClockAdvanceException>(() => clock.AdvanceAsync(TimeSpan.FromDays(200 * 365), default));
        clock.GetUtcNow().ShouldBe(Start.AddMinutes(1));
    }

    [Fact]
    public async Task The_position_is_stored_before_anything_fires()
    {
        var clock = Held();
        DateTimeOffset? stored = null;
        await using var timer = clock.CreateTimer(_ => stored = _position.Stored, null, TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);
        await clock.AdvanceAsync(TimeSpan.FromMinutes(5), default);
        stored.ShouldBe(Start.AddMinutes(5));
    }

    [Fact]
    public async Task Advances_take_turns()
    {
        var clock = Held();
        Timer(clock, "a", minutes: 10);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => clock.AdvanceAsync(TimeSpan.FromMinutes(1), default))));
        clock.GetUtcNow().ShouldBe(Start.AddMinutes(20));
        _log.ShouldBe(["a 18:10"]);
    }

    [Fact]
    public async Task A_hundred_thousand_timers_fire_in_order()
    {
        var clock = Held();
        var random = new Random(1);
        var fired = new List<long>();
        var timers = Enumerable.Range(0, 100_000)
            .Select(_ => clock.CreateTimer(_ => fired.Add(clock.GetTimestamp()), null, TimeSpan.FromSeconds(random.Next(1, 3600)), Timeout.InfiniteTimeSpan)).ToList();
        for (var i = 0; i < timers.Count; i += 2)
            timers[i].Change(TimeSpan.FromSeconds(random.Next(1, 3600)), Timeout.InfiniteTimeSpan);
        for (var i = 0; i < timers.Count; i += 10)
            timers[i].Dispose();
        await clock.AdvanceAsync(TimeSpan.FromHours(1), default);
        fired.Count.ShouldBe(90_000);
        fired.ShouldBe(fired.Order());
    }

    private HeldClock Held() => new(Start, _position, _ => Task.CompletedTask);

    private void Timer(HeldClock clock, string name, int minutes) =>
        clock.CreateTimer(_ => _log.Add($"{name} {clock.GetUtcNow():HH:mm}"), null, TimeSpan.FromMinutes(minutes), Timeout.InfiniteTimeSpan);

    private sealed class Position : IClockPosition
    {
        public DateTimeOffset? Stored { get; private set; }

        public ValueTask<DateTimeOffset?> LoadAsync(CancellationToken cancellation) => new(Stored);

        public ValueTask SaveAsync(DateTimeOffset position, CancellationToken cancellation)
        {
            Stored = position;
            return default;
        }
    }
}
