using System.Reflection;
using Orleans;
using Orleans.Runtime;

namespace OrleansFlex.EmbeddedEngine.Tests;

/// <summary>
/// Walks everything that crosses a grain call: every message type has an alias of its own and ids that do not repeat, and every type that
/// a grain interface mentions is a message, a primitive, a collection of such, or a domain type.
/// </summary>
public static class MessageWalk
{
    private static readonly HashSet<Type> s_plain =
    [
        typeof(string), typeof(decimal), typeof(Guid), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(DateOnly),
        typeof(TimeOnly), typeof(Uri), typeof(void), typeof(Task), typeof(ValueTask), typeof(CancellationToken), typeof(Type), typeof(Version),
    ];

    /// <summary>The problems found in the grain interfaces and message types of some assemblies; empty when all is well.</summary>
    public static IReadOnlyList<string> Check(IEnumerable<Assembly> assemblies)
    {
        var problems = new SortedSet<string>(StringComparer.Ordinal);
        var aliases = new Dictionary<string, Type>();
        foreach (var type in assemblies.Distinct().SelectMany(a => a.GetTypes()))
        {
            if (type.IsDefined(typeof(GenerateSerializerAttribute), false))
                CheckMessage(type, aliases, problems);
            if (type.IsInterface && typeof(IAddressable).IsAssignableFrom(type))
                CheckInterface(type, problems);
        }
        return [.. problems];
    }

    private static void CheckMessage(Type type, Dictionary<string, Type> aliases, SortedSet<string> problems)
    {
        var names = type.GetCustomAttributes<AliasAttribute>(false).Select(a => a.Alias).ToList();
        if (names.Count == 0)
            problems.Add($"{type} has no [Alias].");
        foreach (var name in names)
        {
            if (!aliases.TryAdd(name, type))
                problems.Add($"{type} repeats the alias '{name}' of {aliases[name]}.");
        }
        if (type.IsEnum)
            return;
        // Orleans numbers the parameters of a record's primary constructor by itself.
        var positional = type.GetMethod("<Clone>$") is null && !type.IsValueType
            ? []
            : type.GetConstructors().SelectMany(c => c.GetParameters()).Select(p => p.Name).ToHashSet();
        var ids = new HashSet<uint>();
        foreach (var member in StateOf(type))
        {
            if (member.GetCustomAttribute<IdAttribute>() is not { } id)
            {
                if (!positional.Contains(member.Name))
                    problems.Add($"{type}.{member.Name} has no [Id].");
            }
            else if (!ids.Add(id.Id))
            {
                problems.Add($"{type}.{member.Name} repeats the id {id.Id}.");
            }
        }
    }

    private static void CheckInterface(Type type, SortedSet<string> problems)
    {
        foreach (var method in type.GetMethods())
        {
            foreach (var used in method.GetParameters().Select(p => p.ParameterType).Append(method.ReturnType).SelectMany(Leaves))
            {
                if (!MayCross(used))
                    problems.Add($"{type.Name}.{method.Name} mentions {used}, which is no message.");
            }
        }
    }

    private static bool MayCross(Type type) =>
        type.IsPrimitive || type.IsEnum || s_plain.Contains(type) || typeof(IAddressable).IsAssignableFrom(type)
        || type.IsDefined(typeof(GenerateSerializerAttribute), false)
        || type.Namespace is { } ns && (ns.StartsWith("OrleansFlex.Domain", StringComparison.Ordinal) || ns is "NodaTime" or "Orleans" or "Orleans.Runtime");

    // Arrays, collections, tuples and tasks stand for what they hold.
    private static IEnumerable<Type> Leaves(Type type)
    {
        if (type.IsArray)
            return Leaves(type.GetElementType()!);
        if (type.IsGenericType && type.Namespace is { } ns && ns.StartsWith("System", StringComparison.Ordinal))
            return type.GetGenericArguments().SelectMany(Leaves);
        return type.IsGenericType ? type.GetGenericArguments().SelectMany(Leaves).Append(type) : [type];
    }

    // Automatic properties and fields that the type itself declares: computed properties carry nothing.
    private static IEnumerable<MemberInfo> StateOf(Type type)
    {
        const BindingFlags own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        foreach (var field in type.GetFields(own))
        {
            if (!field.Name.StartsWith('<'))
                yield return field;
            else if (type.GetProperty(field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)], own) is { } property)
                yield return property;
        }
    }
}
