using Orleans.Runtime;
using Orleans.Streams;

namespace OrleansFlex.EmbeddedEngine;

/// <summary>One item on its way to one subscribing grain, as a request through that grain's gate.</summary>
internal sealed class StreamDelivery<T>(string provider, StreamId stream, T item, StreamSequenceToken token) : GrainVoidRequest(s_method)
{
    private static readonly GrainMethod s_method =
        new(typeof(IAsyncObserver<T>), nameof(IAsyncObserver<T>.OnNextAsync), [typeof(T), typeof(StreamSequenceToken)], CallOptions.None, 0);

    internal StreamId Stream => stream;

    internal static string KeyOf(string provider, StreamId stream) => $"{provider}/{stream}";

    public override Task Invoke(object grain)
    {
        var observers = ((Orleans.Grain)grain).Activation.Extras.StreamObservers;
        return observers is not null && observers.TryGetValue(KeyOf(provider, stream), out var observer)
            ? ((IAsyncObserver<T>)observer).OnNextAsync(item, token)
            : Task.CompletedTask;
    }
}
