namespace OrleansFlex.Domain.Charging;

/// <summary>The policy state in which a block is charged.</summary>
public enum BlockState : byte
{
    /// <summary>On the regular schedule (<c>SCHEDULE:REGULAR</c>).</summary>
    Regular,

    /// <summary>Up to the reserve, at once (<c>SCHEDULE:BATTERY_RESERVE</c>).</summary>
    BatteryReserve,

    /// <summary>By the driver's immediate override (<c>IMMEDIATE:OVERRIDE</c>).</summary>
    ImmediateOverride,

    /// <summary>Throughout, because the need takes all the time left (<c>SCHEDULE:INFLEXIBLE</c>).</summary>
    Inflexible,

    /// <summary>On a schedule that an upcoming override changed (<c>SCHEDULE:OVERRIDE</c>).</summary>
    UpcomingOverride,
}
