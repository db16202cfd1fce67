using Orleans.Streams;

namespace OrleansFlex.EmbeddedEngine.Tests;

public sealed class StreamTests
{
    [Fact]
    public async Task An_implicit_subscriber_is_woken_by_the_stream_of_its_key()
    {
        await using var grid = await GridFixture.StartAsync(o => o.StreamProviders.Add("events"));
        for (var i = 0; i < 5; i++)
            await grid.Grain<IProducerGrain>("p").Publish("a", $"{i}");
        await grid.Grain<IProducerGrain>("p").Publish("b", "x");
        grid.Journal.Lines.ShouldBe(["a 0", "a 1", "a 2", "a 3", "a 4", "b x"]);
    }

    [Fact]
    public async Task A_publisher_learns_that_a_subscriber_failed()
    {
        await using var grid = await GridFixture.StartAsync(o => o.StreamProviders.Add("events"));
        await Should.ThrowAsync<InvalidOperationException>(() => grid.Grain<IProducerGrain>("p").Publish("a", "poison"));
        await grid.Grain<IProducerGrain>("p").Publish("a", "cure");
        grid.Journal.Lines.ShouldBe(["a cure"]);
    }

    [Fact]
    public async Task A_stream_nobody_listens_to_takes_items_all_the_same()
    {
        await using var grid = await GridFixture.StartAsync(o => o.StreamProviders.Add("events"));
        var stream = grid.Client.GetStreamProvider("events").GetStream<ProbeEvent>(StreamId.Create("nobody", "a"));
        await stream.OnNextAsync(new ProbeEvent("x", []));
        grid.Grid.ActivationCount.ShouldBe(0);
    }

    [Fact]
    public async Task An_unknown_provider_is_refused()
    {
        await using var grid = await GridFixture.StartAsync();
        Should.Throw<KeyNotFoundException>(() => grid.Client.GetStreamProvider("unknown"));
    }
}
