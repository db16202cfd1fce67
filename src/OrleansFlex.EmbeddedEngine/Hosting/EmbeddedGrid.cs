using Orleans;

namespace OrleansFlex.EmbeddedEngine;

/// <summary>The running grid as its host and its tests see it.</summary>
public sealed class EmbeddedGrid
{
    private readonly GridRuntime _runtime;

    internal EmbeddedGrid(GridRuntime runtime) => _runtime = runtime;

    /// <summary>Number of live activations.</summary>
    public int ActivationCount => _runtime.Metrics.Active;

    /// <summary>
    /// Completes when nothing is queued, running or awaiting inside a turn: no request, one-way call, continuation, timer tick,
    /// activation or deactivation. A grain that waits on the held clock inside a turn is never quiet.
    /// </summary>
    public Task WhenQuietAsync(CancellationToken cancellationToken = default) => _runtime.Quiet.WhenQuietAsync(cancellationToken);

    /// <summary>Ends activations that are idle longer than their age limit, or <paramref name="all"/> that are idle; returns when they have ended.</summary>
    public Task CollectIdleAsync(bool all) => Task.WhenAll(EndIdle(all));

    // One sweep, at the pace of whoever takes the next: each is on its way when it is given out.
    internal IEnumerable<Task> EndIdle(bool all)
    {
        var nowMs = _runtime.NowMs;
        var epoch = _runtime.CollectionEpoch;
        foreach (var grainClass in _runtime.Classes)
        {
            foreach (var activation in grainClass.Activations)
            {
                if (all ? !activation.IsIdle || activation.State != ActivationState.Active : !activation.IsCollectable(epoch, nowMs))
                    continue;
                yield return activation.EndIfIdleAsync(new DeactivationReason(DeactivationReasonCode.ActivationIdle, "It was idle."));
            }
        }
    }
}
