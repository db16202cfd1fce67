using OrleansFlex.Domain.Schedules;
using OrleansFlex.Domain.Sessions;

namespace OrleansFlex.Domain.Policies;

/// <summary>
/// What has happened under a policy that its plan, its status and its account depend on: the override that is set, what the driver did
/// by hand, which deadlines count as served, and the running session. Changes only by the functions beside it.
/// </summary>
public sealed partial record PolicyCourse
{
    /// <summary>A policy under which nothing has happened.</summary>
    public static PolicyCourse Fresh { get; } = new();

    /// <summary>The override that is set; null where there is none.</summary>
    public DriverOverride? Override { get; init; }

    /// <summary>Regular deadlines up to here count as served, Unix milliseconds.</summary>
    public long ServedUntilMs { get; init; }

    /// <summary>Whether the driver has taken over by hand.</summary>
    public ManualControl Manual { get; init; }

    /// <summary>When a manual stop ends, Unix milliseconds.</summary>
    public long ManualUntilMs { get; init; }

    /// <summary>When the last session ended, Unix milliseconds: the next begins later, so that no two begin at the same time.</summary>
    public long EndedAtMs { get; init; }

    /// <summary>The running session; null while the vehicle is not plugged in at the location.</summary>
    public PlugSession? Session { get; init; }

    /// <summary>Whether an immediate override acts.</summary>
    public bool IsImmediate => Override is { IsImmediate: true };

    /// <summary>What has to be reached next and by when.</summary>
    public UpcomingNeed Need(in PolicyTerms terms, long nowMs)
    {
        var regular = UpcomingDeadline.After(Math.Max(nowMs, ServedUntilMs), terms.Schedule, terms.Zone);
        return Override is { IsImmediate: false } wish && wish.DeadlineMs > nowMs
            ? new UpcomingNeed(regular, wish.DeadlineMs, wish.Target ?? regular.Day.MinimumChargeTarget, true)
            : new UpcomingNeed(regular, regular.AtMs, regular.Day.MinimumChargeTarget, false);
    }

    /// <summary>The first state that holds.</summary>
    /// <param name="isAvailable">Whether the vehicle can be charged by the policy now.</param>
    /// <param name="level">The level now, percent.</param>
    /// <param name="reserve">The reserve, percent.</param>
    /// <param name="isInflexible">Whether the plan takes all the time that is left.</param>
    public StatusState State(bool isAvailable, double level, double reserve, bool isInflexible)
    {
        if (!isAvailable)
            return StatusState.Unavailable;
        if (level < reserve - PolicyRules.LevelTolerance)
            return StatusState.BatteryReserve;
        if (IsImmediate)
            return StatusState.ImmediateOverride;
        if (isInflexible)
            return StatusState.Inflexible;
        return Override is { IsImmediate: false } ? StatusState.UpcomingOverride : StatusState.Regular;
    }
}
