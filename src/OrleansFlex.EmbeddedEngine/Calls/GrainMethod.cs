using System.Reflection;

namespace OrleansFlex.EmbeddedEngine;

/// <summary>How a method of a grain interface is called.</summary>
[Flags]
public enum CallOptions
{
    /// <summary>By the grain's default rules.</summary>
    None = 0,
    /// <summary>May interleave with everything.</summary>
    AlwaysInterleave = 1,
    /// <summary>May interleave with its kind.</summary>
    ReadOnly = 2,
    /// <summary>The caller does not wait.</summary>
    OneWay = 4,
}

/// <summary>One method of a grain interface; made once by generated code.</summary>
/// <param name="interfaceType">The interface that declares it.</param>
/// <param name="name">Its name.</param>
/// <param name="parameters">Its parameter types.</param>
/// <param name="options">How it is called.</param>
/// <param name="timeoutMs">Its own time-out in milliseconds; 0 means the grid's default.</param>
public sealed class GrainMethod(Type interfaceType, string name, Type[] parameters, CallOptions options, long timeoutMs)
{
    private MethodInfo? _info;

    /// <summary>The interface that declares the method.</summary>
    public Type InterfaceType { get; } = interfaceType;

    /// <summary>The name of the method.</summary>
    public string Name { get; } = name;

    /// <summary>How it is called.</summary>
    public CallOptions Options { get; } = options;

    internal long TimeoutMs { get; } = timeoutMs;

    internal Type[] Parameters { get; } = parameters;

    internal string FullName { get; } = $"{interfaceType.FullName}/{name}";

    internal MethodInfo Info => _info ??= InterfaceType.GetMethod(Name, Parameters)
        ?? throw new MissingMethodException(InterfaceType.FullName, Name);

    internal MethodInfo FindImplementation(Type grainClass)
    {
        if (!InterfaceType.IsAssignableFrom(grainClass))
            return Info;
        var map = grainClass.GetInterfaceMap(InterfaceType);
        var index = Array.IndexOf(map.InterfaceMethods, Info);
        return index < 0 ? Info : map.TargetMethods[index];
    }
}
