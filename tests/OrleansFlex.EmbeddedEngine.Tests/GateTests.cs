namespace OrleansFlex.EmbeddedEngine.Tests;

public sealed class GateTests
{
    [Fact]
    public async Task A_second_request_waits_until_the_first_has_ended()
    {
        await using var grid = await GridFixture.StartAsync();
        var probe = grid.Grain<IProbeGrain>("a");
        var first = probe.Hold("1");
        var second = probe.Hold("2");
        await grid.Signals.ReachedAsync("1");
        grid.Signals.Release("2");
        grid.Signals.Release("1");
        await Task.WhenAll(first, second);
        grid.Journal.Lines.ShouldBe(["activate a", "start 1", "end 1", "start 2", "end 2"]);
    }

    [Fact]
    public async Task A_reentrant_grain_lets_requests_interleave()
    {
        await using var grid = await GridFixture.StartAsync();
        var grain = grid.Grain<IReentrantGrain>("a");
        var first = grain.Hold("1");
        var second = grain.Hold("2");
        await grid.Signals.ReachedAsync("2");
        grid.Signals.Release("2");
        await second;
        grid.Signals.Release("1");
        await first;
        grid.Journal.Lines.ShouldBe(["start 1", "start 2", "end 2", "end 1"]);
    }

    [Fact]
    public async Task An_always_interleaving_method_runs_while_another_holds_the_grain()
    {
        await using var grid = await GridFixture.StartAsync();
        var probe = grid.Grain<IProbeGrain>("a");
        var held = probe.Hold("1");
        await grid.Signals.ReachedAsync("1");
        (await probe.Peek()).ShouldBe("a");
        held.IsCompleted.ShouldBeFalse();
        grid.Signals.Release("1");
        await held;
    }

    [Fact]
    public async Task Readers_join_a_reader_and_overtake_a_waiting_writer()
    {
        await using var grid = await GridFixture.StartAsync();
        var probe = grid.Grain<IProbeGrain>("a");
        var reader = probe.HoldReading("r1");
        await grid.Signals.ReachedAsync("r1");
        var writer = probe.Hold("w");
        var second = probe.HoldReading("r2");
        await grid.Signals.ReachedAsync("r2");
        grid.Journal.Lines.ShouldNotContain("start w");
        grid.Signals.Release("r1");
        // The blocking reader has ended: a writer is let in although the other reader still runs.
        await reader;
        await grid.Signals.ReachedAsync("w");
        grid.Signals.Release("w");
        grid.Signals.Release("r2");
        await Task.WhenAll(writer, second);
    }

    [Fact]
    public async Task A_reader_waits_for_a_writer()
    {
        await using var grid = await GridFixture.StartAsync();
        var probe = grid.Grain<IProbeGrain>("a");
        var writer = probe.Hold("w");
        var reader = probe.HoldReading("r");
        await grid.Signals.ReachedAsync("w");
        await probe.Peek();
        grid.Journal.Lines.ShouldNotContain("start r");
        grid.Signals.Release("w");
        grid.Signals.Release("r");
        await Task.WhenAll(writer, reader);
    }

    [Fact]
    public async Task A_call_chain_may_come_back_where_the_caller_allows_it()
    {
        await using var grid = await GridFixture.StartAsync();
        (await grid.Grain<IProbeGrain>("a").CallThrough("b", allowReentrancy: true)).ShouldBe("a");
    }

    [Fact]
    public async Task A_call_chain_that_comes_back_unallowed_ends_in_a_time_out()
    {
        await using var grid = await GridFixture.StartAsync(o => o.ResponseTimeout = TimeSpan.FromMilliseconds(300));
        await Should.ThrowAsync<TimeoutException>(() => grid.Grain<IProbeGrain>("a").CallThrough("b", allowReentrancy: false));
        await grid.QuietAsync();
        (await grid.Grain<IProbeGrain>("a").Name()).ShouldBe("a");
        (await grid.Grain<IProbeGrain>("b").Name()).ShouldBe("b");
    }

    [Fact]
    public async Task An_allowed_chain_does_not_let_strangers_in()
    {
        await using var grid = await GridFixture.StartAsync();
        var probe = grid.Grain<IProbeGrain>("a");
        var held = probe.Hold("1");
        await grid.Signals.ReachedAsync("1");
        using var section = RequestContext.AllowCallChainReentrancy();
        var stranger = probe.Name();
        await probe.Peek();
        stranger.IsCompleted.ShouldBeFalse();
        grid.Signals.Release("1");
        await Task.WhenAll(held, stranger);
    }

    [Fact]
    public async Task A_caller_that_gives_up_waiting_does_not_stop_the_grain()
    {
        await using var grid = await GridFixture.StartAsync();
        var probe = grid.Grain<IProbeGrain>("a");
        await Should.ThrowAsync<TimeoutException>(() => probe.HoldImpatiently("1"));
        var next = probe.Name();
        grid.Signals.Release("1");
        (await next).ShouldBe("a");
        grid.Journal.Lines.ShouldContain("end 1");
    }

    [Fact]
    public async Task A_request_whose_caller_gave_up_before_its_turn_never_runs()
    {
        await using var grid = await GridFixture.StartAsync();
        var probe = grid.Grain<IProbeGrain>("a");
        var held = probe.Hold("1");
        await Should.ThrowAsync<TimeoutException>(() => probe.HoldImpatiently("2"));
        grid.Signals.Release("1");
        await held;
        await grid.QuietAsync();
        grid.Journal.Lines.ShouldNotContain("start 2");
    }

    [Fact]
    public async Task Many_waiting_requests_keep_their_order()
    {
        await using var grid = await GridFixture.StartAsync();
        var counter = grid.Grain<ICounterGrain>("a");
        var answers = Enumerable.Range(0, 20_000).Select(_ => counter.Add(1)).ToArray();
        (await Task.WhenAll(answers)).ShouldBe(Enumerable.Range(1, 20_000));
    }
}
