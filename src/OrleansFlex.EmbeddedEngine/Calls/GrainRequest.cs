using System.Diagnostics;

namespace OrleansFlex.EmbeddedEngine;

/// <summary>One call under way: its arguments, and what its caller awaits. Generated code derives one class per method.</summary>
public abstract class GrainRequest : WorkItem
{
    private const int Pending = 0;
    private const int Settled = 1;

    private Task? _execution;
    private Activation? _activation;
    private int _state;

    private protected GrainRequest(GrainMethod method) => Method = method;

    internal GrainMethod Method { get; }

    internal Dictionary<string, object>? Context { get; set; }

    internal Activation? Source { get; set; }

    internal CallCancellation? Cancellation { get; set; }

    internal ActivityContext Trace { get; set; }

    internal Activation? RunsOn => Volatile.Read(ref _activation);

    // Monotonic real time, milliseconds.
    internal long DeadlineMs { get; set; }

    internal GrainRequest? RunNext { get; set; }

    internal GrainRequest? RunPrevious { get; set; }

    internal bool IsSettled => Volatile.Read(ref _state) != Pending;

    internal bool IsReadOnly => (Method.Options & CallOptions.ReadOnly) != 0;

    internal bool IsOneWay => (Method.Options & CallOptions.OneWay) != 0;

    internal virtual bool AlwaysInterleaves => (Method.Options & CallOptions.AlwaysInterleave) != 0;

    internal virtual bool CountsAsUse => true;

    internal virtual bool IsFiltered => true;

    // Whether it outlives the activation it was sent to.
    internal virtual bool IsForwarded => true;

    internal bool MayOvertake => Context is not null || IsReadOnly || AlwaysInterleaves;

    /// <summary>The cancellation token the method is called with.</summary>
    protected CancellationToken CancellationToken => Cancellation?.CalleeToken ?? default;

    /// <summary>Number of arguments, without a cancellation token.</summary>
    public virtual int ArgumentCount => 0;

    /// <summary>An argument, for filters.</summary>
    public virtual object? GetArgument(int index) => throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>Calls the method on the grain.</summary>
    public abstract Task Invoke(object grain);

    /// <summary>Sends every argument through a serializer.</summary>
    public virtual void RoundTrip(MessageCodec codec) { }

    private protected abstract void SetResult(Task execution, MessageCodec? codec);

    private protected abstract void SetException(Exception failure);

    private protected abstract void SetCanceled(CancellationToken token);

    internal abstract Task ReplyTask { get; }

    internal abstract object? BoxedResult(Task execution);

    internal abstract Task FromBoxed(Task<object?> execution);

    internal sealed override void Run(Activation activation) => activation.Receive(this);

    internal virtual void Begin(Activation activation)
    {
        if (Context is not null)
            Orleans.Runtime.RequestContext.Values = Context;
        _activation = activation;
        Task execution;
        try
        {
            execution = (activation.Class.HasFilters || Trace != default) && IsFiltered
                ? CallPipeline.InvokeIncoming(this, activation)
                : Invoke(activation.GrainInstance!);
        }
        catch (Exception failure)
        {
            Complete(activation, failure);
            return;
        }
        if (execution.IsCompleted)
        {
            Complete(activation, execution);
            return;
        }
        _execution = execution;
        // Comes back through the activation's scheduler, as a turn.
        execution.GetAwaiter().UnsafeOnCompleted(Resume);
    }

    private void Resume() => Complete(_activation!, _execution!);

    private void Complete(Activation activation, Task execution)
    {
        if (execution.IsCompletedSuccessfully)
        {
            if (TrySettle())
                SetResult(execution, activation.Runtime.Codec);
            activation.Finished(this);
        }
        else if (execution.IsCanceled)
        {
            Complete(activation, new TaskCanceledException(execution));
        }
        else
        {
            Complete(activation, execution.Exception!.InnerException!);
        }
    }

    private void Complete(Activation activation, Exception failure)
    {
        activation.ObserveFailure(failure);
        if (IsOneWay)
            EngineLog.OneWayFailed(activation.Runtime.Logger, Method.FullName, failure);
        Fail(failure);
        activation.Finished(this);
    }

    internal void Fail(Exception failure)
    {
        if (!TrySettle())
            return;
        if (failure is OperationCanceledException canceled)
            SetCanceled(canceled.CancellationToken);
        else
            SetException(failure);
    }

    private bool TrySettle()
    {
        if (Interlocked.CompareExchange(ref _state, Settled, Pending) != Pending)
            return false;
        Cancellation?.Settled();
        return true;
    }
}
