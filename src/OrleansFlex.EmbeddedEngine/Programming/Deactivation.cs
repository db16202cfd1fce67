namespace Orleans;

/// <summary>Why an activation ends.</summary>
public enum DeactivationReasonCode : byte
{
    /// <summary>No reason given.</summary>
    None,
    /// <summary>The process is stopping.</summary>
    ShuttingDown,
    /// <summary>Its activation failed.</summary>
    ActivationFailed,
    /// <summary>The directory failed.</summary>
    DirectoryFailure,
    /// <summary>It was idle for longer than its age limit.</summary>
    ActivationIdle,
    /// <summary>It did not respond.</summary>
    ActivationUnresponsive,
    /// <summary>Another activation of the same grain exists.</summary>
    DuplicateActivation,
    /// <summary>A request did not fit its version.</summary>
    IncompatibleRequest,
    /// <summary>Application code failed, for instance on a stale ETag.</summary>
    ApplicationError,
    /// <summary>Application code asked for it.</summary>
    ApplicationRequested,
    /// <summary>It moves elsewhere.</summary>
    Migrating,
    /// <summary>The runtime asked for it.</summary>
    RuntimeRequested,
    /// <summary>Memory ran short.</summary>
    HighMemoryPressure,
}

/// <summary>Why an activation ends, with a text for people.</summary>
public readonly struct DeactivationReason
{
    /// <summary>A reason without a failure.</summary>
    public DeactivationReason(DeactivationReasonCode code, string text)
        : this(code, null, text)
    {
    }

    /// <summary>A reason caused by a failure.</summary>
    public DeactivationReason(DeactivationReasonCode code, Exception? exception, string text)
    {
        ReasonCode = code;
        Description = text;
        Exception = exception;
    }

    /// <summary>The text.</summary>
    public string Description { get; }

    /// <summary>The code.</summary>
    public DeactivationReasonCode ReasonCode { get; }

    /// <summary>The failure, if one caused it.</summary>
    public Exception? Exception { get; }

    /// <inheritdoc />
    public override string ToString() =>
        Exception is null ? $"{ReasonCode}: {Description}" : $"{ReasonCode}: {Description}. Exception: {Exception}";
}
