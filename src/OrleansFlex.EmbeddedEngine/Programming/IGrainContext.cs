namespace Orleans.Runtime;

/// <summary>An activation as its grain and the filters see it.</summary>
public interface IGrainContext : IEquatable<IGrainContext>
{
    /// <summary>The reference by which others call the grain.</summary>
    GrainReference GrainReference { get; }

    /// <summary>The identity of the grain.</summary>
    GrainId GrainId { get; }

    /// <summary>The grain object; null until it is constructed.</summary>
    object? GrainInstance { get; }

    /// <summary>The services of the host.</summary>
    IServiceProvider ActivationServices { get; }

    /// <summary>Completes when the activation has ended.</summary>
    Task Deactivated { get; }

    /// <summary>Ends the activation once its running requests are done.</summary>
    void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
}

internal static class RuntimeContext
{
    [ThreadStatic]
    internal static OrleansFlex.EmbeddedEngine.Activation? Current;
}
