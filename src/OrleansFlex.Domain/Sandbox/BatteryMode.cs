namespace OrleansFlex.Domain.Sandbox;

/// <summary>What a simulated battery does by itself.</summary>
public enum BatteryMode : byte
{
    /// <summary>Charges from surplus and serves the household's load.</summary>
    SelfReliance,

    /// <summary>Charges at full power.</summary>
    ImportFocus,

    /// <summary>Discharges at full power.</summary>
    ExportFocus,

    /// <summary>Charges from 01:00 to 05:00 and serves the load from 17:00 to 22:00 local.</summary>
    TimeOfUse,

    /// <summary>Neither charges nor discharges.</summary>
    Idle,
}
