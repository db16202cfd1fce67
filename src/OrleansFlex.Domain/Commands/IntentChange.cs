namespace OrleansFlex.Domain.Commands;

/// <summary>How an attempt, or with it the intent, ended.</summary>
public enum IntentOutcome : byte
{
    /// <summary>It has not.</summary>
    None,

    /// <summary>The device was seen to obey in time.</summary>
    Confirmed,

    /// <summary>The device is as wished, but not by a command that is under way.</summary>
    Fulfilled,

    /// <summary>The device did not obey in time, or refused.</summary>
    Failed,

    /// <summary>The wish lapsed before it was carried out.</summary>
    Lapsed,
}

/// <summary>What becomes of an intent.</summary>
/// <param name="Next">The intent from now on; null where there is none.</param>
/// <param name="Sends">True where its command is to be sent once the intent is stored.</param>
/// <param name="Outcome">How the attempt ended, if it did.</param>
/// <param name="Failure">Why it failed, if it did.</param>
public readonly record struct IntentChange(Intent? Next, bool Sends = false, IntentOutcome Outcome = IntentOutcome.None, CommandFailure? Failure = null);
