using Orleans;

namespace OrleansFlex.EmbeddedEngine;

/// <summary>The parts of an activation that most never need.</summary>
internal sealed class ActivationExtras
{
    private TaskCompletionSource? _deactivated;

    // The first of a list that timers form among themselves: most grains have one.
    internal GrainTimer? Timers { get; set; }

    internal Dictionary<Guid, int>? ReentrantSections { get; set; }

    internal Dictionary<string, object>? StreamObservers { get; set; }

    internal DeactivationReason Reason { get; set; }

    // Instant of the domain clock, Unix milliseconds; 0 when unset.
    internal long KeepUntilMs { get; set; }

    internal bool EndAfterActivation { get; set; }

    internal CancellationToken DeactivationToken { get; set; }

    internal TaskCompletionSource Deactivated =>
        _deactivated
        ?? Interlocked.CompareExchange(ref _deactivated, new(TaskCreationOptions.RunContinuationsAsynchronously), null)
        ?? _deactivated!;
}
