using System.Collections.Concurrent;
using System.Collections.Frozen;
using Orleans.Runtime;
using Orleans.Streams;

namespace OrleansFlex.EmbeddedEngine;

/// <summary>
/// Brings stream items to the grains that subscribe implicitly. A sender waits until all of them have taken the item and fails when one
/// fails, so that an outbox may drop what was taken.
/// </summary>
internal sealed class StreamRouter(GridRuntime runtime)
{
    private readonly ConcurrentDictionary<string, IStreamProvider> _providers = new();
    private readonly Lazy<FrozenDictionary<string, GrainClass[]>> _consumers = new(() => runtime.Classes
        .SelectMany(c => c.StreamNamespaces, (c, ns) => (c, ns))
        .GroupBy(pair => pair.ns, pair => pair.c)
        .ToFrozenDictionary(group => group.Key, group => group.ToArray()));

    private long _sequence;

    internal IStreamProvider Provider(string name) => runtime.Options.StreamProviders.Contains(name)
        ? _providers.GetOrAdd(name, n => new StreamProvider(n, runtime))
        : throw new KeyNotFoundException($"Stream provider '{name}' not found");

    internal GrainClass[] ConsumersOf(StreamId stream) =>
        stream.GetNamespace() is { } ns && _consumers.Value.TryGetValue(ns, out var classes) ? classes : [];

    internal Task PublishAsync<T>(string provider, StreamId stream, T item)
    {
        var classes = ConsumersOf(stream);
        if (classes.Length == 0)
            return Task.CompletedTask;
        if (runtime.Codec is { } codec)
            item = codec.Copy(item);
        var token = new SequenceToken(Interlocked.Increment(ref _sequence));
        return Task.WhenAll(classes.Select(c => SendAsync(c, new StreamDelivery<T>(provider, stream, item, token))));
    }

    private async Task SendAsync<T>(GrainClass grainClass, StreamDelivery<T> delivery)
    {
        if (runtime.Admit(delivery))
            grainClass.Dispatch(delivery.Stream.GetKeyAsString(), delivery);
        await delivery.Reply;
    }
}

internal sealed class StreamProvider(string name, GridRuntime runtime) : IStreamProvider
{
    public string Name => name;

    public bool IsRewindable => false;

    public IAsyncStream<T> GetStream<T>(StreamId streamId) => new GridStream<T>(name, streamId, runtime);
}
