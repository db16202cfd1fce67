namespace OrleansFlex.EmbeddedEngine.Tests;

public sealed class CallTests
{
    [Fact]
    public async Task A_call_answers_with_the_method_s_result()
    {
        await using var grid = await GridFixture.StartAsync();
        var counter = grid.Grain<ICounterGrain>("a");
        (await counter.Add(2)).ShouldBe(2);
        (await counter.Add(3)).ShouldBe(5);
        (await counter.Get()).ShouldBe(5);
        await counter.Reset();
        (await counter.Get()).ShouldBe(0);
    }

    [Fact]
    public async Task A_failure_reaches_the_caller_and_leaves_the_grain_alive()
    {
        await using var grid = await GridFixture.StartAsync();
        var counter = grid.Grain<ICounterGrain>("a");
        await counter.Add(1);
        (await Should.ThrowAsync<InvalidOperationException>(() => counter.Fail("no"))).Message.ShouldBe("no");
        (await counter.Get()).ShouldBe(1);
    }

    [Fact]
    public async Task Turns_of_one_grain_never_overlap_under_contention()
    {
        await using var grid = await GridFixture.StartAsync();
        var calls = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var counter = grid.Grain<ICounterGrain>("shared");
            for (var i = 0; i < 500; i++)
                await counter.AddSlowly(1);
        }));
        await Task.WhenAll(calls);
        (await grid.Grain<ICounterGrain>("shared").Get()).ShouldBe(4000);
    }

    [Fact]
    public async Task Quiet_means_that_nothing_is_left_to_do()
    {
        await using var grid = await GridFixture.StartAsync();
        var calls = Enumerable.Range(0, 1000).Select(i => grid.Grain<ICounterGrain>($"{i % 10}").AddSlowly(1)).ToList();
        await grid.QuietAsync();
        calls.ShouldAllBe(c => c.IsCompleted);
    }
}
