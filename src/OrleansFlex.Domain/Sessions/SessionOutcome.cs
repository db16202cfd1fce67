namespace OrleansFlex.Domain.Sessions;

/// <summary>Whether a target is or will be met.</summary>
/// <param name="IsImmediate">True for the target of an immediate start, for which only the time of reaching it is told.</param>
/// <param name="TargetId">The target that is meant.</param>
/// <param name="IsOnTarget">Whether it is or will be met in time.</param>
/// <param name="ReachedAtMs">When the target level was or will be reached; null where that is not known.</param>
/// <param name="LevelAtReadyBy">The level at the deadline, percent, where the target is missed.</param>
public sealed record SessionOutcome(bool IsImmediate, int? TargetId, bool IsOnTarget, long? ReachedAtMs, double? LevelAtReadyBy);
