namespace OrleansFlex.Domain.Sessions;

/// <summary>The state of a policy's status, in which energy is accounted.</summary>
public enum StatusState : byte
{
    /// <summary>Not at the location, unplugged, out of reach for long, or the zone is not active (<c>UNAVAILABLE</c>).</summary>
    Unavailable,

    /// <summary>An immediate override runs (<c>IMMEDIATE:OVERRIDE</c>).</summary>
    ImmediateOverride,

    /// <summary>The level is below the reserve (<c>SCHEDULE:BATTERY_RESERVE</c>).</summary>
    BatteryReserve,

    /// <summary>The weekly schedule is followed (<c>SCHEDULE:REGULAR</c>).</summary>
    Regular,

    /// <summary>An upcoming override is followed (<c>SCHEDULE:OVERRIDE</c>).</summary>
    UpcomingOverride,

    /// <summary>The need takes all the time that is left (<c>SCHEDULE:INFLEXIBLE</c>).</summary>
    Inflexible,
}
