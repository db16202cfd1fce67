using System.ComponentModel;
using System.Reflection;

namespace OrleansFlex.EmbeddedEngine;

/// <summary>Names the generated registration of an assembly's grains and grain interfaces.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class GridPartAttribute(Type part) : Attribute
{
    /// <summary>A class that implements <see cref="IGridPart"/>.</summary>
    public Type Part { get; } = part;
}

/// <summary>The generated registration of an assembly's grains and grain interfaces.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IGridPart
{
    /// <summary>Adds what the assembly declares.</summary>
    void Register(GridParts parts);
}

/// <summary>All grain classes and interfaces that a grid knows.</summary>
public sealed class GridParts
{
    private readonly Dictionary<Type, Func<ProxyTarget, object>> _interfaces = [];
    private readonly List<GrainClassInfo> _classes = [];

    internal IReadOnlyDictionary<Type, Func<ProxyTarget, object>> Interfaces => _interfaces;

    internal IReadOnlyList<GrainClassInfo> Classes => _classes;

    /// <summary>Adds an interface and how a reference of it is made.</summary>
    public void AddInterface(Type type, Func<ProxyTarget, object> create) => _interfaces[type] = create;

    /// <summary>Adds a grain class.</summary>
    public void AddClass(GrainClassInfo info) => _classes.Add(info);

    internal static GridParts Discover(IEnumerable<Assembly> roots)
    {
        var parts = new GridParts();
        var seen = new HashSet<string>();
        var queue = new Queue<Assembly>(roots);
        while (queue.TryDequeue(out var assembly))
        {
            if (assembly.IsDynamic || assembly.GetName().Name is not { } name || !seen.Add(name) || IsForeign(name))
                continue;
            if (assembly.GetCustomAttribute<GridPartAttribute>() is { } attribute)
                ((IGridPart)Activator.CreateInstance(attribute.Part)!).Register(parts);
            foreach (var reference in assembly.GetReferencedAssemblies())
            {
                if (reference.Name is { } referenced && !seen.Contains(referenced) && !IsForeign(referenced) && TryLoad(reference) is { } loaded)
                    queue.Enqueue(loaded);
            }
        }
        return parts;
    }

    // What is referenced but not shipped cannot be needed.
    private static Assembly? TryLoad(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool IsForeign(string name) =>
        name is "mscorlib" or "netstandard" or "System" || name.StartsWith("System.", StringComparison.Ordinal)
        || name.StartsWith("Microsoft.", StringComparison.Ordinal) || name.StartsWith("xunit", StringComparison.Ordinal);
}
