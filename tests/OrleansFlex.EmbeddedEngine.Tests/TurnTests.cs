namespace OrleansFlex.EmbeddedEngine.Tests;

public sealed class TurnTests
{
    [Fact]
    public async Task Tasks_and_continuations_stay_on_the_grain()
    {
        await using var grid = await GridFixture.StartAsync();
        (await grid.Grain<IProbeGrain>("a").RunsOnItself()).ShouldBeTrue();
    }

    [Fact]
    public async Task Ambient_state_reaches_neither_the_callee_nor_the_next_turn()
    {
        await using var grid = await GridFixture.StartAsync();
        var probe = grid.Grain<IProbeGrain>("a");
        await probe.LeakAmbient();
        (await probe.SeesAmbient()).ShouldBeFalse();
    }

    [Fact]
    public async Task Request_context_flows_to_the_callee_and_on_but_never_back()
    {
        await using var grid = await GridFixture.StartAsync();
        RequestContext.Set("who", "me");
        (await grid.Grain<IProbeGrain>("a").ReadContext("who")).ShouldBe("me");
        (await grid.Grain<IProbeGrain>("a").ReadContextOf("b", "who")).ShouldBe("me");
        await grid.Grain<IProbeGrain>("a").WriteContext("who", "you");
        RequestContext.Get("who").ShouldBe("me");
        RequestContext.Clear();
        (await grid.Grain<IProbeGrain>("a").ReadContext("who")).ShouldBeNull();
    }

    [Fact]
    public async Task A_one_way_call_is_done_for_its_caller_at_once_and_still_runs()
    {
        await using var grid = await GridFixture.StartAsync();
        var probe = grid.Grain<IProbeGrain>("a");
        probe.Note("heard").IsCompletedSuccessfully.ShouldBeTrue();
        probe.FailUnheard().IsCompletedSuccessfully.ShouldBeTrue();
        await grid.QuietAsync();
        grid.Journal.Lines.ShouldContain("heard");
    }

    [Fact]
    public async Task Work_left_behind_by_a_request_still_runs_as_turns_of_the_grain()
    {
        await using var grid = await GridFixture.StartAsync();
        await grid.Grain<IProbeGrain>("a").LeaveBehind("1");
        grid.Signals.Release("1");
        await grid.Signals.ReachedAsync("1");
        await grid.QuietAsync();
        grid.Journal.Lines.ShouldContain("start 1");
    }

    [Fact]
    public async Task An_array_is_copied_both_ways()
    {
        await using var grid = await GridFixture.StartAsync();
        int[] mine = [1, 2, 3];
        var reversed = await grid.Grain<IProbeGrain>("a").Reverse(mine);
        mine.ShouldBe([1, 2, 3]);
        reversed.ShouldBe([3, 2, 1]);
    }

    [Fact]
    public async Task A_reference_can_be_passed_to_a_grain()
    {
        await using var grid = await GridFixture.StartAsync();
        var probe = grid.Grain<IProbeGrain>("a");
        (await probe.SameAs(probe)).ShouldBeTrue();
        (await probe.SameAs(grid.Grain<IProbeGrain>("b"))).ShouldBeFalse();
    }

    [Fact]
    public async Task Cancellation_fails_the_caller_at_once_and_tells_the_callee_in_a_turn()
    {
        await using var grid = await GridFixture.StartAsync();
        using var source = new CancellationTokenSource();
        var call = grid.Grain<IProbeGrain>("a").HoldUntilCancelled("1", source.Token);
        await grid.Signals.ReachedAsync("1");
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => call);
        grid.Signals.Release("1");
        await grid.QuietAsync();
        grid.Journal.Lines.ShouldContain("told 1 True");
        grid.Journal.Lines.ShouldContain("end 1 True");
    }

    [Fact]
    public async Task A_call_cancelled_beforehand_never_runs()
    {
        await using var grid = await GridFixture.StartAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => grid.Grain<IProbeGrain>("a").HoldUntilCancelled("1", new CancellationToken(true)));
        await grid.QuietAsync();
        grid.Journal.Lines.ShouldBeEmpty();
    }
}
