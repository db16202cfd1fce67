using OrleansFlex.Domain.Sessions;

namespace OrleansFlex.Contracts.Wire;

/// <summary>The forms of an outcome. Members that are null are known to be unknown as yet.</summary>
public static class SessionOutcomeBody
{
    /// <summary>An outcome as it is shown.</summary>
    public static object Of(SessionOutcome outcome) => outcome switch
    {
        { IsImmediate: true } => new ImmediateOutcomeBody("IMMEDIATE_START", outcome.TargetId, Wire.Instant(outcome.ReachedAtMs)),
        { IsOnTarget: true } => new OnTargetBody("REGULAR", outcome.TargetId, "ON_TARGET", Wire.Instant(outcome.ReachedAtMs)),
        _ => new OffTargetBody("REGULAR", outcome.TargetId, "OFF_TARGET", outcome.LevelAtReadyBy),
    };
}

/// <summary>The outcome of an immediate start.</summary>
public sealed record ImmediateOutcomeBody(string Type, int? TargetId, DateTimeOffset? MinimumChargeTargetReachedAt);

/// <summary>A scheduled target that is or will be met.</summary>
public sealed record OnTargetBody(string Type, int? TargetId, string State, DateTimeOffset? MinimumChargeTargetReachedAt);

/// <summary>A scheduled target that is or will be missed.</summary>
public sealed record OffTargetBody(string Type, int? TargetId, string State, double? BatteryLevelAtReadyBy);
