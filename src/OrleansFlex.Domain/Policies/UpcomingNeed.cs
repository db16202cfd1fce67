using OrleansFlex.Domain.Schedules;

namespace OrleansFlex.Domain.Policies;

/// <summary>What has to be reached next and by when.</summary>
/// <param name="Regular">The upcoming deadline of the weekly schedule.</param>
/// <param name="ReadyByMs">The deadline that holds, Unix milliseconds.</param>
/// <param name="Target">The target that holds, percent.</param>
/// <param name="IsOverride">True where an upcoming override changes one of them.</param>
public readonly record struct UpcomingNeed(UpcomingDeadline Regular, long ReadyByMs, double Target, bool IsOverride);
