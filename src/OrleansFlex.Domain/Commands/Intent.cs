namespace OrleansFlex.Domain.Commands;

/// <summary>Where the carrying out of an intent stands.</summary>
public enum IntentPhase : byte
{
    /// <summary>Nothing is sent because the device is out of reach.</summary>
    Waiting,

    /// <summary>The command is handed to the gateway; the device has until <see cref="Intent.WindowEndMs"/> to obey.</summary>
    Sent,

    /// <summary>The gateway could not be reached; the same command goes out again at <see cref="Intent.DueMs"/>.</summary>
    Undelivered,

    /// <summary>The device did not obey; a new attempt is made at <see cref="Intent.DueMs"/>.</summary>
    Pausing,
}

/// <summary>
/// Something that a device is to be brought to do: stored before a command for it is sent, and gone when it is carried out, given up or
/// replaced. A device has at most one.
/// </summary>
public sealed record Intent
{
    /// <summary>Identity of the attempt, the key by which gateways and devices recognise a repetition.</summary>
    public required Guid CommandId { get; init; }

    public required CommandKind Kind { get; init; }
    public CommandArgument? Argument { get; init; }

    /// <summary>True where a policy wishes it: then failed attempts are repeated. False where a caller asked for it once.</summary>
    public required bool IsSteering { get; init; }

    /// <summary>When it becomes pointless, Unix milliseconds.</summary>
    public required long UntilMs { get; init; }

    public IntentPhase Phase { get; init; }

    /// <summary>Commands sent so far, each with an identity of its own.</summary>
    public int Attempts { get; init; }

    /// <summary>How often the gateway could not be reached in this attempt.</summary>
    public int Undelivered { get; init; }

    /// <summary>When this attempt was first sent; 0 before.</summary>
    public long SentAtMs { get; init; }

    /// <summary>When this attempt counts as failed.</summary>
    public long WindowEndMs { get; init; }

    /// <summary>When it is to be looked at again without anything having happened.</summary>
    public long DueMs { get; init; }

    /// <summary>True where an attempt has failed and none has succeeded since.</summary>
    public bool HasFailed { get; init; }

    /// <summary>True where the command of this attempt may still take effect.</summary>
    public bool IsUnderWay => Phase is IntentPhase.Sent or IntentPhase.Undelivered;
}

/// <summary>What a device is to be brought to do, as it is asked for.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Argument">What to set.</param>
/// <param name="IsSteering">True where a policy wishes it.</param>
/// <param name="UntilMs">When it becomes pointless, Unix milliseconds.</param>
/// <param name="IsChange">True where the device was told to do the same with another argument, so that seeing it do so is not enough.</param>
public readonly record struct IntentWish(CommandKind Kind, CommandArgument? Argument, bool IsSteering, long UntilMs, bool IsChange = false);
