namespace OrleansFlex.Domain.Commands;

/// <summary>Why a command did not take effect.</summary>
/// <param name="Type">One of the constants here.</param>
/// <param name="Detail">A sentence for people.</param>
public sealed record CommandFailure(string Type, string Detail)
{
    /// <summary>The device was not observed to obey in time.</summary>
    public const string NoResponse = "NO_RESPONSE";

    /// <summary>The device, or what drives it, cannot do it.</summary>
    public const string FailedPrecondition = "FAILED_PRECONDITION";

    /// <summary>Another command took its place.</summary>
    public const string Conflict = "CONFLICT";

    /// <summary>The device is gone.</summary>
    public const string NotFound = "NOT_FOUND";

    /// <summary>The caller cancelled it.</summary>
    public const string RequestedCancellation = "REQUESTED_CANCELLATION";
}
