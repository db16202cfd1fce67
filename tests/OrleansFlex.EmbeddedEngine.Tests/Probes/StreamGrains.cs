using Orleans.Streams;

namespace OrleansFlex.EmbeddedEngine.Tests;

[GenerateSerializer]
[Alias("probe.event")]
public sealed record ProbeEvent([property: Id(0)] string Text, [property: Id(1)] int[] Numbers);

public interface IProducerGrain : IGrainWithStringKey
{
    Task Publish(string stream, string text);
}

[GrainType("producer")]
public sealed class ProducerGrain : Grain, IProducerGrain
{
    public Task Publish(string stream, string text) =>
        this.GetStreamProvider("events").GetStream<ProbeEvent>(StreamId.Create("probe", stream)).OnNextAsync(new ProbeEvent(text, [1]));
}

public interface IListenerGrain : IGrainWithStringKey
{
    Task Touch();
}

/// <summary>Takes the events of its own key.</summary>
[ImplicitStreamSubscription("probe")]
[GrainType("listener")]
public sealed class ListenerGrain(Journal journal) : Grain, IListenerGrain, IAsyncObserver<ProbeEvent>
{
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var stream = this.GetStreamProvider("events").GetStream<ProbeEvent>(StreamId.Create("probe", this.GetPrimaryKeyString()));
        await stream.SubscribeAsync(this);
    }

    public Task Touch() => Task.CompletedTask;

    public async Task OnNextAsync(ProbeEvent item, StreamSequenceToken? token = null)
    {
        await Task.Yield();
        if (item.Text == "poison")
            throw new InvalidOperationException("poison");
        journal.Add($"{this.GetPrimaryKeyString()} {item.Text}");
    }

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}
