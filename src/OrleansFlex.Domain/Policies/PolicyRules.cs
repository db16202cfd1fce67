namespace OrleansFlex.Domain.Policies;

/// <summary>The figures of a policy's course.</summary>
public static class PolicyRules
{
    /// <summary>How long a vehicle may be reported unreachable before it counts as unavailable, milliseconds.</summary>
    public const long PatienceMs = 60 * 60_000;

    /// <summary>A level this near to a target counts as having reached it at the deadline, points.</summary>
    public const double OnTargetTolerance = 1;

    /// <summary>A level that is short of a goal by less has reached it, points: less than telemetry and a stop in time can tell.</summary>
    public const double LevelTolerance = 0.05;

    /// <summary>How long after a command was given up or replaced the vehicle may still follow it, milliseconds.</summary>
    public const long LateEffectMs = 10 * 60_000;

    private const double LeastOnOnePhaseKw = 1.38;
    private const double MostOnOnePhaseKw = 7.5;

    /// <summary>Whether the vehicle can be charged by the policy now.</summary>
    /// <param name="vehicle">The vehicle, null before it was ever observed.</param>
    /// <param name="zoneServes">False where the location's zone is set but not active.</param>
    /// <param name="nowMs">Now.</param>
    public static bool IsAvailable(in ObservedVehicle? vehicle, bool zoneServes, long nowMs) =>
        zoneServes
        && vehicle is { IsPluggedIn: true, Level: not null } seen
        && !(seen.UnreachableSinceMs is { } since && nowMs - since >= PatienceMs);

    /// <summary>The least power that a vehicle can be set to, kW: 6 A, the least current of IEC 61851-1, on as many phases of 230 V as its full power needs.</summary>
    public static double LeastPowerKw(double maxKw) => maxKw > MostOnOnePhaseKw ? 3 * LeastOnOnePhaseKw : LeastOnOnePhaseKw;

    /// <summary>Whether a power differs enough from another to tell the vehicle so; null stands for all that it can take.</summary>
    public static bool IsOtherPower(double? oneKw, double? otherKw) => (oneKw, otherKw) switch
    {
        (null, null) => false,
        ({ } one, { } other) => Math.Abs(one - other) > Math.Max(0.25, 0.05 * Math.Max(one, other)),
        _ => true,
    };

    /// <summary>The level for planning: one that is all but at a goal is at it, so that no plan asks for a moment of charging.</summary>
    public static double Snap(double level, ReadOnlySpan<double> goals)
    {
        foreach (var goal in goals)
        {
            if (level < goal && level >= goal - LevelTolerance)
                level = goal;
        }

        return level;
    }
}
