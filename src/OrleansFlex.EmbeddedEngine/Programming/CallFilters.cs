using System.Reflection;
using Orleans.Runtime;

namespace Orleans;

/// <summary>One call as a filter sees it.</summary>
public interface IGrainCallContext
{
    /// <summary>The grain object (incoming) or the reference (outgoing).</summary>
    object Grain { get; }

    /// <summary>The calling grain; null for a call from outside.</summary>
    GrainId? SourceId { get; }

    /// <summary>The called grain.</summary>
    GrainId TargetId { get; }

    /// <summary>The interface of the method.</summary>
    GrainInterfaceType InterfaceType { get; }

    /// <summary>The name of the interface.</summary>
    string InterfaceName { get; }

    /// <summary>The name of the method.</summary>
    string MethodName { get; }

    /// <summary>The method of the interface.</summary>
    MethodInfo InterfaceMethod { get; }

    /// <summary>The result, once <see cref="Invoke"/> has completed; a filter may replace it.</summary>
    object? Result { get; set; }

    /// <summary>Goes on to the next filter, and in the end to the method.</summary>
    Task Invoke();
}

/// <summary>A call that arrives at a grain.</summary>
public interface IIncomingGrainCallContext : IGrainCallContext
{
    /// <summary>The activation that serves the call.</summary>
    IGrainContext TargetContext { get; }

    /// <summary>The method of the grain class.</summary>
    MethodInfo ImplementationMethod { get; }
}

/// <summary>A call that leaves for a grain.</summary>
public interface IOutgoingGrainCallContext : IGrainCallContext
{
    /// <summary>The calling activation; null for a call from outside.</summary>
    IGrainContext? SourceContext { get; }
}

/// <summary>Wraps calls on arrival; registered as a service, or implemented by the grain class.</summary>
public interface IIncomingGrainCallFilter
{
    /// <summary>Runs in the turn of the call.</summary>
    Task Invoke(IIncomingGrainCallContext context);
}

/// <summary>Wraps calls on departure; registered as a service.</summary>
public interface IOutgoingGrainCallFilter
{
    /// <summary>Runs where the call is made.</summary>
    Task Invoke(IOutgoingGrainCallContext context);
}
