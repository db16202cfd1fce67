using System.ComponentModel;
using Orleans.Runtime;

namespace OrleansFlex.EmbeddedEngine;

/// <summary>What a generated reference is made from.</summary>
public readonly struct ProxyTarget
{
    internal ProxyTarget(GrainClass grainClass, string key)
    {
        Class = grainClass;
        Key = key;
    }

    internal GrainClass Class { get; }

    internal string Key { get; }
}

/// <summary>Base of generated references. Remembers the activation it last called.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class GrainProxy(ProxyTarget target) : GrainReference(target.Class, target.Key)
{
    private IDispatchTarget? _target;

    /// <summary>Sends a request that answers with a value.</summary>
    protected Task<T> Send<T>(GrainRequest<T> request) => Send(request, default);

    /// <summary>Sends a request that answers with a value and can be cancelled.</summary>
    protected Task<T> Send<T>(GrainRequest<T> request, CancellationToken cancellationToken) =>
        (Task<T>)(Post(request, cancellationToken) ?? request.Reply);

    /// <summary>Sends a request that answers without a value.</summary>
    protected Task Send(GrainVoidRequest request) => Send(request, default);

    /// <summary>Sends a request that answers without a value and can be cancelled.</summary>
    protected Task Send(GrainVoidRequest request, CancellationToken cancellationToken) =>
        Post(request, cancellationToken) ?? request.Reply;

    private Task? Post(GrainRequest request, CancellationToken cancellationToken)
    {
        var runtime = Class.Runtime;
        if (!runtime.Admit(request))
            return null;
        request.Context = RequestContext.Values;
        if (runtime.Codec is { } codec)
            request.RoundTrip(codec);
        if (runtime.Pipeline is { HasOutgoing: true } pipeline)
            return pipeline.InvokeOutgoing(this, request, cancellationToken);
        Deliver(request, cancellationToken);
        return null;
    }

    internal void Deliver(GrainRequest request, CancellationToken cancellationToken)
    {
        var target = _target;
        if (target is null || target.IsDead)
            _target = target = Class.Find(Key);
        if (cancellationToken.CanBeCanceled)
        {
            request.Cancellation = new CallCancellation(request, cancellationToken);
            request.Cancellation.Watch(target);
            if (request.IsSettled)
                return;
        }
        target.Dispatch(request);
    }
}
