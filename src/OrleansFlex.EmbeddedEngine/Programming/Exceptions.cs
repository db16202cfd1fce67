namespace Orleans.Runtime;

/// <summary>Base of the runtime's own failures.</summary>
public class OrleansException : Exception
{
    /// <summary>A failure without a message.</summary>
    public OrleansException() { }

    /// <summary>A failure with a message.</summary>
    public OrleansException(string message) : base(message) { }

    /// <summary>A failure with a message and its cause.</summary>
    public OrleansException(string message, Exception innerException) : base(message, innerException) { }
}

/// <summary>The runtime refused a request.</summary>
public class OrleansMessageRejectionException : OrleansException
{
    internal OrleansMessageRejectionException(string message) : base(message) { }

    internal OrleansMessageRejectionException(string message, Exception innerException) : base(message, innerException) { }
}

/// <summary>The process that should serve the request is stopping or stopped.</summary>
public sealed class SiloUnavailableException : OrleansMessageRejectionException
{
    /// <summary>A failure with the usual message.</summary>
    public SiloUnavailableException() : base("The grid is not running.") { }

    /// <summary>A failure with a message.</summary>
    public SiloUnavailableException(string msg) : base(msg) { }

    /// <summary>A failure with a message and its cause.</summary>
    public SiloUnavailableException(string message, Exception innerException) : base(message, innerException) { }
}
