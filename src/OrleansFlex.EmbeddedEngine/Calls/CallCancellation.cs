namespace OrleansFlex.EmbeddedEngine;

/// <summary>The link between a caller's cancellation token and the one its callee sees. The caller fails at once; the callee is told as a turn.</summary>
internal sealed class CallCancellation(GrainRequest request, CancellationToken callerToken)
{
    private readonly CancellationTokenSource _callee = new();
    private CancellationTokenRegistration _registration;
    private IDispatchTarget? _target;

    internal CancellationToken CalleeToken => _callee.Token;

    internal void Watch(IDispatchTarget target)
    {
        _target = target;
        _registration = callerToken.UnsafeRegister(static state => ((CallCancellation)state!).Cancel(), this);
    }

    internal void Settled() => _registration.Unregister();

    private void Cancel()
    {
        request.Fail(new OperationCanceledException(callerToken));
        if ((request.RunsOn ?? _target as Activation) is { } activation)
            activation.Enqueue(new ActionItem(_ => _callee.Cancel()));
        else
            _callee.Cancel();
    }
}
