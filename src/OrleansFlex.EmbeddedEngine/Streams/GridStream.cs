using Orleans.Runtime;
using Orleans.Streams;

namespace OrleansFlex.EmbeddedEngine;

internal sealed class GridStream<T>(string provider, StreamId id, GridRuntime runtime) : IAsyncStream<T>
{
    public bool IsRewindable => false;

    public string ProviderName => provider;

    public StreamId StreamId => id;

    public Task OnNextAsync(T item, StreamSequenceToken? token = null) => runtime.Streams.PublishAsync(provider, id, item);

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer)
    {
        var activation = RuntimeContext.Current ?? throw new InvalidOperationException("Only a grain can subscribe.");
        if (!runtime.Streams.ConsumersOf(id).Contains(activation.Class) || id.GetKeyAsString() != activation.Key)
            throw new InvalidOperationException($"{activation.GrainId} has no implicit subscription to {id}.");
        return Task.FromResult<StreamSubscriptionHandle<T>>(new Subscription<T>(activation, provider, id, observer));
    }
}

internal sealed class Subscription<T> : StreamSubscriptionHandle<T>
{
    private readonly Activation _activation;

    internal Subscription(Activation activation, string provider, StreamId id, IAsyncObserver<T> observer)
    {
        _activation = activation;
        ProviderName = provider;
        StreamId = id;
        Observe(observer);
    }

    public override StreamId StreamId { get; }

    public override string ProviderName { get; }

    public override Guid HandleId => Guid.Empty;

    public override Task UnsubscribeAsync()
    {
        _activation.Extras.StreamObservers?.Remove(StreamDelivery<T>.KeyOf(ProviderName, StreamId));
        return Task.CompletedTask;
    }

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null)
    {
        Observe(observer);
        return Task.FromResult<StreamSubscriptionHandle<T>>(this);
    }

    private void Observe(IAsyncObserver<T> observer) =>
        (_activation.Extras.StreamObservers ??= [])[StreamDelivery<T>.KeyOf(ProviderName, StreamId)] = observer;
}

internal sealed class FunctionObserver<T>(Func<T, StreamSequenceToken?, Task> onNext) : IAsyncObserver<T>
{
    public Task OnNextAsync(T item, StreamSequenceToken? token = null) => onNext(item, token);

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}

internal sealed class SequenceToken(long number) : StreamSequenceToken
{
    public override long SequenceNumber { get; protected set; } = number;

    public override int EventIndex { get; protected set; }

    public override int CompareTo(StreamSequenceToken? other) => other is null ? 1 : SequenceNumber.CompareTo(other.SequenceNumber);

    public override bool Equals(StreamSequenceToken? other) => other?.SequenceNumber == SequenceNumber;
}
