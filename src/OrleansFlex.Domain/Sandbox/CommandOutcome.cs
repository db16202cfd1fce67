namespace OrleansFlex.Domain.Sandbox;

/// <summary>What a simulated device makes of a command.</summary>
public enum CommandOutcome
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>No answer and no effect: the device has vanished or ignores commands. The sender times out.</summary>
    NoAnswer,

    /// <summary>Refused: not plugged in at home.</summary>
    NotPluggedIn,

    /// <summary>Refused: already at the charge limit.</summary>
    AtChargeLimit,

    /// <summary>Refused: the device has failed.</summary>
    Failed,
}
