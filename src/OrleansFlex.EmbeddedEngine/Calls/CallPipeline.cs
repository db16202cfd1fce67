using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace OrleansFlex.EmbeddedEngine;

/// <summary>The slow way of a call: through filters and traces. Calls take it only where there are any.</summary>
internal sealed class CallPipeline
{
    private readonly IIncomingGrainCallFilter[] _incoming;
    private readonly IOutgoingGrainCallFilter[] _outgoing;

    private CallPipeline(IIncomingGrainCallFilter[] incoming, IOutgoingGrainCallFilter[] outgoing)
    {
        _incoming = incoming;
        _outgoing = outgoing;
    }

    internal bool HasIncoming => _incoming.Length > 0;

    internal bool HasOutgoing => _outgoing.Length > 0;

    internal static CallPipeline? Create(IServiceProvider services)
    {
        var incoming = services.GetServices<IIncomingGrainCallFilter>().ToArray();
        var outgoing = services.GetServices<IOutgoingGrainCallFilter>().ToArray();
        return incoming.Length + outgoing.Length > 0 ? new(incoming, outgoing) : null;
    }

    internal static Task InvokeIncoming(GrainRequest request, Activation activation) => request.FromBoxed(InvokeBoxed(request, activation));

    internal Task InvokeOutgoing(GrainProxy proxy, GrainRequest request, CancellationToken cancellationToken) =>
        request.FromBoxed(new OutgoingCall(request, proxy, _outgoing, cancellationToken).RunAsync());

    private static async Task<object?> InvokeBoxed(GrainRequest request, Activation activation)
    {
        using var trace = request.Trace == default
            ? null
            : EngineMetrics.Traces.StartActivity(request.Method.FullName, ActivityKind.Server, request.Trace);
        var filters = activation.Runtime.Pipeline?._incoming ?? [];
        if (activation.GrainInstance is IIncomingGrainCallFilter own)
            filters = [.. filters, own];
        return await new IncomingCall(request, activation, filters).RunAsync();
    }
}
