namespace OrleansFlex.Domain.Sandbox;

/// <summary>What is wrong with a simulated device; several can hold at once.</summary>
[Flags]
public enum DeviceFaults : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Does not work: power stops, starts are refused.</summary>
    Failed = 1,

    /// <summary>Unreachable: no reports, no answers; what it does goes on.</summary>
    Vanished = 2,

    /// <summary>Reports, but commands have no effect.</summary>
    IgnoresCommands = 4,
}
