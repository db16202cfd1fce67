namespace OrleansFlex.Domain.Commands;

/// <summary>What a device can be told to do.</summary>
public enum CommandKind : byte
{
    /// <summary>A vehicle or charger: charge.</summary>
    Start,

    /// <summary>A vehicle or charger: do not charge.</summary>
    Stop,

    /// <summary>A vehicle or charger: draw no more than a current.</summary>
    MaxCurrent,

    /// <summary>A battery: run in a mode.</summary>
    OperationMode,

    /// <summary>A heating or cooling unit: keep a temperature until told otherwise.</summary>
    PermanentHold,

    /// <summary>A heating or cooling unit: follow its own schedule.</summary>
    FollowSchedule,
}
