namespace OrleansFlex.Domain.Sessions;

/// <summary>What a session charges towards.</summary>
/// <param name="Id">Counts the targets of the session from 1.</param>
/// <param name="IsImmediate">True for an immediate start, which has neither reserve nor deadline.</param>
/// <param name="IsOverride">True where a driver's override changes the policy's own wish.</param>
/// <param name="BatteryReserve">Level that is always charged to at once, percent.</param>
/// <param name="MinimumChargeTarget">Level to be reached, percent.</param>
/// <param name="ReadyByMs">When it is to be reached, Unix milliseconds; 0 for an immediate start.</param>
public sealed record SessionTarget(int Id, bool IsImmediate, bool IsOverride, double BatteryReserve, double MinimumChargeTarget, long ReadyByMs)
{
    /// <summary>True where only the count differs.</summary>
    public bool IsSameAs(SessionTarget? other) => other is not null && this with { Id = other.Id } == other;
}
