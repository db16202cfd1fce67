using System.Text.Json;

namespace OrleansFlex.EmbeddedEngine.Tests;

[GenerateSerializer]
[Alias("probe.shared")]
public sealed record SharedMessage([property: Id(0)] string Name, [property: Id(1)] int Size);

[GenerateSerializer]
[Alias("probe.nested")]
public sealed record NestedMessage([property: Id(0)] SharedMessage Inner, [property: Id(1)] List<int> Numbers);

[GenerateSerializer]
[Alias("probe.mutable")]
public sealed class MutableMessage
{
    [Id(0)]
    public string? Text { get; set; }

    [Id(1)]
    public Dictionary<string, int[]> Series { get; set; } = [];
}

public interface IMessageGrain : IGrainWithStringKey
{
    Task<bool> IsSame(SharedMessage message, [Immutable] int[] frozen);

    Task<NestedMessage> Echo(NestedMessage message);

    Task<MutableMessage> Change(MutableMessage message);

    Task<MutableMessage?> Nothing(MutableMessage? message);
}

/// <summary>Sees whether what it gets is what was sent.</summary>
[GrainType("message")]
public sealed class MessageGrain : Grain, IMessageGrain
{
    internal static SharedMessage? LastShared { get; set; }

    internal static int[]? LastFrozen { get; set; }

    public Task<bool> IsSame(SharedMessage message, int[] frozen) =>
        Task.FromResult(ReferenceEquals(message, LastShared) && ReferenceEquals(frozen, LastFrozen));

    public Task<NestedMessage> Echo(NestedMessage message)
    {
        message.Numbers.Add(99);
        return Task.FromResult(message);
    }

    public Task<MutableMessage> Change(MutableMessage message)
    {
        message.Text = "changed";
        message.Series["a"][0] = 99;
        return Task.FromResult(message);
    }

    public Task<MutableMessage?> Nothing(MutableMessage? message) => Task.FromResult(message);
}

public sealed class MessageTests
{
    [Fact]
    public async Task Immutable_messages_are_shared_and_mutable_ones_copied()
    {
        await using var grid = await GridFixture.StartAsync();
        var grain = grid.Grain<IMessageGrain>("a");
        var shared = MessageGrain.LastShared = new SharedMessage("n", 1);
        var frozen = MessageGrain.LastFrozen = [1, 2];
        (await grain.IsSame(shared, frozen)).ShouldBeTrue();

        var nested = new NestedMessage(shared, [1]);
        var echoed = await grain.Echo(nested);
        nested.Numbers.ShouldBe([1]);
        echoed.Numbers.ShouldBe([1, 99]);
        echoed.Inner.ShouldBeSameAs(shared);

        var mutable = new MutableMessage { Text = "mine", Series = { ["a"] = [1] } };
        var changed = await grain.Change(mutable);
        mutable.Text.ShouldBe("mine");
        mutable.Series["a"].ShouldBe([1]);
        changed.Series["a"].ShouldBe([99]);
        (await grain.Nothing(null)).ShouldBeNull();
    }

    [Fact]
    public async Task In_round_trip_mode_every_message_passes_through_JSON()
    {
        await using var grid = await GridFixture.StartAsync(o => o.RoundTripMessages = new JsonSerializerOptions());
        var grain = grid.Grain<IMessageGrain>("a");
        var shared = new SharedMessage("n", 1);
        var echoed = await grain.Echo(new NestedMessage(shared, [1]));
        echoed.Inner.ShouldBe(shared);
        echoed.Inner.ShouldNotBeSameAs(shared);
        (await grid.Grain<IProbeGrain>("p").SameAs(grid.Grain<IProbeGrain>("p"))).ShouldBeTrue();
    }

    [Fact]
    public async Task Requests_that_wait_for_an_activation_can_be_shuffled_by_seed()
    {
        async Task<IReadOnlyList<string>> OrderAsync(int seed)
        {
            await using var grid = await GridFixture.StartAsync(o => o.ShuffleSeed = seed);
            var slow = grid.Grain<ISlowStartGrain>("a");
            var notes = Enumerable.Range(0, 8).Select(i => slow.Note($"{i}")).ToArray();
            // All of them have been received when the activation goes on.
            await grid.Signals.ReachedAsync("start");
            grid.Signals.Release("start");
            await Task.WhenAll(notes);
            return grid.Journal.Lines;
        }

        var first = await OrderAsync(7);
        first.Order().ShouldBe(Enumerable.Range(0, 8).Select(i => $"{i}"));
        first.ShouldNotBe(Enumerable.Range(0, 8).Select(i => $"{i}"));
        (await OrderAsync(7)).ShouldBe(first);
    }

    [Fact]
    public void The_probes_messages_pass_the_message_walk() =>
        MessageWalk.Check([typeof(MessageTests).Assembly]).ShouldBeEmpty();
}

public interface ISlowStartGrain : IGrainWithStringKey
{
    Task Note(string line);
}

[GrainType("slow-start")]
public sealed class SlowStartGrain(Signals signals, Journal journal) : Grain, ISlowStartGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken) => signals.PassAsync("start");

    public Task Note(string line)
    {
        journal.Add(line);
        return Task.CompletedTask;
    }
}
