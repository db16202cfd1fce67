namespace OrleansFlex.Domain.Sessions;

/// <summary>A stretch of charging in a session.</summary>
/// <param name="Type">Why it was or will be charged.</param>
/// <param name="StartMs">First instant, Unix milliseconds.</param>
/// <param name="EndMs">First instant after it; in the running block the estimated one.</param>
/// <param name="MilliWh">Energy at the wall, milliwatt-hours: measured where it is past or running, estimated where it is to come.</param>
public readonly record struct SessionBlock(SessionBlockType Type, long StartMs, long EndMs, long MilliWh);

/// <summary>Types of blocks in a session.</summary>
public enum SessionBlockType : byte
{
    /// <summary>On the schedule (<c>REGULAR</c>).</summary>
    Regular,

    /// <summary>Up to the reserve (<c>BATTERY_RESERVE</c>).</summary>
    BatteryReserve,

    /// <summary>By an immediate override (<c>IMMEDIATE_START</c>).</summary>
    ImmediateStart,
}
