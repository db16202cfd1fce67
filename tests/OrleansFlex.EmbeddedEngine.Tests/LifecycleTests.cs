namespace OrleansFlex.EmbeddedEngine.Tests;

public sealed class LifecycleTests
{
    [Fact]
    public async Task A_reference_alone_activates_nothing()
    {
        await using var grid = await GridFixture.StartAsync();
        _ = grid.Grain<IProbeGrain>("a");
        await grid.QuietAsync();
        grid.Grid.ActivationCount.ShouldBe(0);
    }

    [Fact]
    public async Task The_first_call_activates_once_however_many_race()
    {
        await using var grid = await GridFixture.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => grid.Grain<IProbeGrain>("a").Name())));
        grid.Journal.Lines.ShouldBe(["activate a"]);
        grid.Grid.ActivationCount.ShouldBe(1);
    }

    [Fact]
    public async Task A_deactivated_grain_comes_back_on_the_next_call_by_the_same_reference()
    {
        await using var grid = await GridFixture.StartAsync();
        var probe = grid.Grain<IProbeGrain>("a");
        await probe.End();
        await grid.QuietAsync();
        grid.Grid.ActivationCount.ShouldBe(0);
        await probe.Name();
        grid.Journal.Lines.ShouldBe(["activate a", "deactivate a ApplicationRequested", "activate a"]);
    }

    [Fact]
    public async Task Calls_that_arrive_during_deactivation_go_to_the_successor()
    {
        await using var grid = await GridFixture.StartAsync();
        var probe = grid.Grain<IProbeGrain>("a");
        var last = probe.EndThenHold("1");
        await grid.Signals.ReachedAsync("1");
        var later = Enumerable.Range(0, 10).Select(_ => probe.Name()).ToList();
        grid.Signals.Release("1");
        await last;
        (await Task.WhenAll(later)).ShouldAllBe(name => name == "a");
        grid.Journal.Lines.ShouldBe(["activate a", "start 1", "end 1", "deactivate a ApplicationRequested", "activate a"]);
    }

    [Fact]
    public async Task An_idle_grain_is_collected_after_its_age_and_a_used_one_is_not()
    {
        await using var grid = await GridFixture.StartAsync(o => o.CollectionAge = TimeSpan.FromMinutes(5));
        var used = grid.Grain<IProbeGrain>("used");
        await grid.Grain<IProbeGrain>("idle").Name();
        for (var minute = 0; minute < 7; minute++)
        {
            await used.Name();
            await grid.AdvanceAsync(TimeSpan.FromMinutes(1));
        }
        grid.Journal.Lines.ShouldContain("deactivate idle ActivationIdle");
        grid.Journal.Lines.ShouldNotContain("deactivate used ActivationIdle");
    }

    [Fact]
    public async Task A_grain_that_delays_its_deactivation_stays()
    {
        await using var grid = await GridFixture.StartAsync(o => o.CollectionAge = TimeSpan.FromMinutes(2));
        await grid.Grain<IProbeGrain>("a").Stay(TimeSpan.FromMinutes(30));
        await grid.AdvanceAsync(TimeSpan.FromMinutes(29));
        grid.Grid.ActivationCount.ShouldBe(1);
        await grid.AdvanceAsync(TimeSpan.FromMinutes(2));
        grid.Grid.ActivationCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_grain_kept_alive_is_never_collected_for_its_age()
    {
        await using var grid = await GridFixture.StartAsync();
        await grid.Grain<IAlwaysThereGrain>("a").Touch();
        await grid.AdvanceAsync(TimeSpan.FromHours(6));
        grid.Grid.ActivationCount.ShouldBe(1);
        await grid.Grid.CollectIdleAsync(all: true);
        grid.Grid.ActivationCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_busy_grain_is_not_collected()
    {
        await using var grid = await GridFixture.StartAsync();
        var held = grid.Grain<IProbeGrain>("a").Hold("1");
        await grid.Signals.ReachedAsync("1");
        await grid.Grid.CollectIdleAsync(all: true);
        grid.Grid.ActivationCount.ShouldBe(1);
        grid.Signals.Release("1");
        await held;
    }

    [Fact]
    public async Task A_failed_activation_fails_its_callers_and_the_next_call_tries_again()
    {
        await using var grid = await GridFixture.StartAsync();
        var grain = grid.Grain<IFragileGrain>("a");
        (await Should.ThrowAsync<InvalidOperationException>(() => grain.Touch())).Message.ShouldBe("first time");
        (await grain.Touch()).ShouldBe(1);
    }

    [Fact]
    public async Task Constant_deactivation_under_load_loses_no_call()
    {
        await using var grid = await GridFixture.StartAsync();
        var answers = 0;
        var callers = Enumerable.Range(0, 4).Select(c => Task.Run(async () =>
        {
            var probe = grid.Grain<IProbeGrain>("a");
            for (var i = 0; i < 500; i++)
            {
                if (i % 10 == c)
                    await probe.End();
                await probe.Name();
                Interlocked.Increment(ref answers);
            }
        }));
        await Task.WhenAll(callers);
        answers.ShouldBe(2000);
    }

    [Fact]
    public async Task Collecting_while_calls_arrive_neither_hangs_nor_loses_a_call()
    {
        await using var grid = await GridFixture.StartAsync();
        var callers = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 2000; i++)
                await grid.Grain<ICounterGrain>($"{i % 20}").Add(1);
        })).ToList();
        while (!callers.All(c => c.IsCompleted))
            await grid.Grid.CollectIdleAsync(all: true);
        await Task.WhenAll(callers);
    }

    [Fact]
    public async Task Stateless_workers_serve_one_key_at_once_up_to_their_limit()
    {
        await using var grid = await GridFixture.StartAsync();
        var worker = grid.Grain<IWorkerGrain>("a");
        var held = Enumerable.Range(1, 3).Select(i => worker.Hold($"{i}")).ToArray();
        await grid.Signals.ReachedAsync("1");
        await grid.Signals.ReachedAsync("2");
        grid.Journal.Lines.ShouldNotContain("start 3");
        foreach (var name in new[] { "1", "2", "3" })
            grid.Signals.Release(name);
        await Task.WhenAll(held);
        grid.Grid.ActivationCount.ShouldBe(2);
    }

    [Fact]
    public async Task A_graceful_stop_drains_running_turns_and_refuses_new_calls()
    {
        await using var grid = await GridFixture.StartAsync();
        var probe = grid.Grain<IProbeGrain>("a");
        var held = probe.Hold("1");
        await grid.Signals.ReachedAsync("1");
        var stopping = grid.StopAsync();
        await Should.ThrowAsync<SiloUnavailableException>(() => probe.Name());
        stopping.IsCompleted.ShouldBeFalse();
        grid.Signals.Release("1");
        await held;
        await stopping;
        grid.Journal.Lines.ShouldBe(["activate a", "start 1", "end 1", "deactivate a ShuttingDown"]);
        await Should.ThrowAsync<SiloUnavailableException>(() => probe.Name());
    }

    [Fact]
    public async Task A_stop_that_cannot_wait_any_longer_answers_every_caller()
    {
        await using var grid = await GridFixture.StartAsync(o => o.DrainTimeout = TimeSpan.FromMilliseconds(50));
        var probe = grid.Grain<IProbeGrain>("a");
        var running = probe.Hold("1");
        var waiting = probe.Name();
        await grid.Signals.ReachedAsync("1");
        await grid.StopAsync();
        await Should.ThrowAsync<SiloUnavailableException>(() => running);
        await Should.ThrowAsync<SiloUnavailableException>(() => waiting);
        grid.Signals.Release("1");
    }

    [Fact]
    public async Task A_grain_that_ends_while_being_activated_serves_the_call_that_woke_it()
    {
        await using var grid = await GridFixture.StartAsync();
        (await grid.Grain<IShortLivedGrain>("a").Touch()).ShouldBe(1);
        await grid.QuietAsync();
        grid.Grid.ActivationCount.ShouldBe(0);
    }
}
