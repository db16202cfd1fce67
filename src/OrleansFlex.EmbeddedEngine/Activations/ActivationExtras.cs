using Orleans;

namespace OrleansFlex.EmbeddedEngine;

/// <summary>The parts of an activation that most never need.</summary>
internal sealed class ActivationExtras
{
    private EndOfLife? _end;

    // The first of a list that timers form among themselves: most grains have one.
    internal GrainTimer? Timers { get; set; }

    internal Dictionary<Guid, int>? ReentrantSections { get; set; }

    internal Dictionary<string, object>? StreamObservers { get; set; }

    // Instant of the domain clock, Unix milliseconds; 0 when unset.
    internal long KeepUntilMs { get; set; }

    internal DeactivationReason Reason
    {
        get => _end?.Reason ?? default;
        set => End.Reason = value;
    }

    internal bool EndAfterActivation
    {
        get => _end?.AfterActivation ?? false;
        set => End.AfterActivation = value;
    }

    internal CancellationToken DeactivationToken
    {
        get => _end?.Token ?? default;
        set => End.Token = value;
    }

    internal TaskCompletionSource Deactivated => End.Done;

    private EndOfLife End => _end ?? Interlocked.CompareExchange(ref _end, new EndOfLife(), null) ?? _end!;

    // Apart, because nearly all that have timers live.
    private sealed class EndOfLife
    {
        internal DeactivationReason Reason { get; set; }

        internal bool AfterActivation { get; set; }

        internal CancellationToken Token { get; set; }

        internal TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
