using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansFlex.EmbeddedEngine;

// Created -> Activating -> Active -> Deactivating (running requests end) -> Ending -> Dead. All of it runs as turns of the activation itself.
internal sealed partial class Activation
{
    private int _lastUsed;

    /// <inheritdoc />
    public Task Deactivated => _state == ActivationState.Dead ? Task.CompletedTask : Extras.Deactivated.Task;

    internal List<IStateBridge>? PendingStates { get; set; }

    private void BeginActivation(GrainRequest cause)
    {
        _state = ActivationState.Activating;
        if (cause.Context is not null)
            RequestContext.Values = cause.Context;
        _ = ActivateAsync();
    }

    private async Task ActivateAsync()
    {
        try
        {
            _instance = _class.CreateInstance(this);
            if (PendingStates is { } states)
            {
                PendingStates = null;
                foreach (var state in states)
                {
                    var reading = state.ReadStateAsync();
                    if (!reading.IsCompletedSuccessfully)
                        await reading;
                }
            }
            var activating = ((IGrainBase)_instance).OnActivateAsync(CancellationToken.None);
            if (!activating.IsCompletedSuccessfully)
                await activating;
        }
        catch (Exception failure)
        {
            EngineLog.ActivationFailed(Runtime.Logger, GrainId, failure);
            Extras.Reason = new DeactivationReason(DeactivationReasonCode.ActivationFailed, failure, "Failed to activate grain.");
            Die(failure);
            return;
        }
        Runtime.Metrics.Activated(_class);
        _state = ActivationState.Active;
        Runtime.Shuffle(ref _waitingFirst, ref _waitingLast);
        _pumpNeeded = true;
        Pump();
        if (_extras is { EndAfterActivation: true })
            StartDeactivation(_extras.Reason, _extras.DeactivationToken);
    }

    /// <inheritdoc />
    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        if (ReferenceEquals(RuntimeContext.Current, this))
            StartDeactivation(deactivationReason, cancellationToken);
        else
            Enqueue(new ActionItem(self => self.StartDeactivation(deactivationReason, cancellationToken)));
    }

    // Completes when the activation has ended, or had work to do after all.
    internal Task EndIfIdleAsync(DeactivationReason reason)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Enqueue(new ActionItem(self =>
        {
            if (self._running is not null || self._waitingFirst is not null)
            {
                done.SetResult();
                return;
            }
            self.StartDeactivation(reason, CancellationToken.None);
            self.Deactivated.ContinueWith(_ => done.SetResult(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, Default);
        }));
        return done.Task;
    }

    private void StartDeactivation(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_state >= ActivationState.Deactivating)
            return;
        Extras.Reason = reason;
        Extras.DeactivationToken = cancellationToken;
        if (_state == ActivationState.Created)
        {
            Die(null);
            return;
        }
        if (_state == ActivationState.Activating)
        {
            Extras.EndAfterActivation = true;
            return;
        }
        _state = ActivationState.Deactivating;
        _pumpNeeded = true;
    }

    private void BeginDeactivation()
    {
        _state = ActivationState.Ending;
        _ = DeactivateAsync();
    }

    private async Task DeactivateAsync()
    {
        StopTimers();
        try
        {
            await ((IGrainBase)_instance!).OnDeactivateAsync(Extras.Reason, Extras.DeactivationToken);
            if (_instance is IAsyncDisposable asynchronous)
                await asynchronous.DisposeAsync();
            else if (_instance is IDisposable disposable)
                disposable.Dispose();
        }
        catch (Exception failure)
        {
            EngineLog.DeactivationFailed(Runtime.Logger, GrainId, failure);
        }
        Runtime.Metrics.Deactivated(_class);
        Die(null);
    }

    // Leaves the catalog, then hands what still waits to the successor, or fails it with the reason.
    private void Die(Exception? failure)
    {
        _state = ActivationState.Dead;
        StopTimers();
        _class.Remove(_key, this);
        for (var request = TakeWaiting(); request is not null;)
        {
            var next = (GrainRequest?)request.Next;
            request.Next = null;
            if (failure is null)
                Forward(request);
            else
                request.Fail(failure);
            request = next;
        }
        if (_extras is { } extras)
            extras.Deactivated.TrySetResult();
    }

    // A stale write means that the state in memory is stale too.
    internal void ObserveFailure(Exception failure)
    {
        if (failure is not InconsistentStateException { IsSourceActivation: true } stale)
            return;
        stale.IsSourceActivation = false;
        StartDeactivation(new DeactivationReason(DeactivationReasonCode.ApplicationError, failure, "The stored state is newer."), default);
    }

    internal void DelayDeactivation(TimeSpan span) => Extras.KeepUntilMs = span < TimeSpan.Zero
        ? 0
        : span == TimeSpan.MaxValue ? long.MaxValue : Runtime.NowMs + (long)span.TotalMilliseconds;

    internal bool IsCollectable(int epoch, long nowMs) =>
        IsIdle && _state == ActivationState.Active && epoch - _lastUsed > _class.IdleEpochs && !(_extras?.KeepUntilMs > nowMs);
}
