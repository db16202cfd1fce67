using System.Reflection;
using Orleans;
using Orleans.Runtime;

namespace OrleansFlex.EmbeddedEngine;

/// <summary>A call on its way through filters. What is the same for both directions.</summary>
internal abstract class FilteredCall(GrainRequest request)
{
    private int _next;

    protected GrainRequest Request { get; } = request;

    public abstract object Grain { get; }

    public abstract GrainId TargetId { get; }

    protected abstract int FilterCount { get; }

    public GrainId? SourceId => Request.Source?.GrainId;

    public GrainInterfaceType InterfaceType => new(InterfaceName);

    public string InterfaceName => Request.Method.InterfaceType.FullName!;

    public string MethodName => Request.Method.Name;

    public MethodInfo InterfaceMethod => Request.Method.Info;

    public object? Result { get; set; }

    internal async Task<object?> RunAsync()
    {
        await Invoke();
        return Result;
    }

    public Task Invoke()
    {
        var index = _next++;
        return index < FilterCount ? InvokeFilter(index) : InvokeTarget();
    }

    protected abstract Task InvokeFilter(int index);

    protected abstract Task InvokeTarget();
}

internal sealed class IncomingCall(GrainRequest request, Activation activation, IIncomingGrainCallFilter[] filters)
    : FilteredCall(request), IIncomingGrainCallContext
{
    public override object Grain => activation.GrainInstance!;

    public override GrainId TargetId => activation.GrainId;

    public IGrainContext TargetContext => activation;

    public MethodInfo ImplementationMethod => Request.Method.FindImplementation(activation.Class.Info.Type);

    protected override int FilterCount => filters.Length;

    protected override Task InvokeFilter(int index) => filters[index].Invoke(this);

    protected override async Task InvokeTarget()
    {
        var execution = Request.Invoke(activation.GrainInstance!);
        await execution;
        Result = Request.BoxedResult(execution);
    }
}

internal sealed class OutgoingCall(GrainRequest request, GrainProxy proxy, IOutgoingGrainCallFilter[] filters, CancellationToken cancellationToken)
    : FilteredCall(request), IOutgoingGrainCallContext
{
    public override object Grain => proxy;

    public override GrainId TargetId => proxy.GrainId;

    public IGrainContext? SourceContext => Request.Source;

    protected override int FilterCount => filters.Length;

    protected override Task InvokeFilter(int index) => filters[index].Invoke(this);

    protected override async Task InvokeTarget()
    {
        // What filters put into the request context goes with the call.
        Request.Context = RequestContext.Values;
        proxy.Deliver(Request, cancellationToken);
        await Request.ReplyTask;
        Result = Request.BoxedResult(Request.ReplyTask);
    }
}
