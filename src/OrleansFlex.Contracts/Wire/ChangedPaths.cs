using System.Text.Json;

namespace OrleansFlex.Contracts.Wire;

/// <summary>Which members differ between two states of one entity, as events tell it.</summary>
public static class ChangedPaths
{
    /// <summary>
    /// The paths of the members that differ, relative to the entity, such as <c>schedule.monday.deadline</c>: those of the later document in
    /// its order, then those that only the earlier one has. Objects are compared member by member; arrays, values that became objects or
    /// null, and members that came or went are one change at their own path. Numbers are equal when their values are.
    /// </summary>
    /// <param name="before">A JSON object in UTF-8; empty where there was none.</param>
    /// <param name="after">A JSON object in UTF-8.</param>
    /// <exception cref="JsonException">One of them is no JSON.</exception>
    public static IReadOnlyList<string> Between(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after)
    {
        using var earlier = JsonDocument.Parse(before.IsEmpty ? "{}"u8.ToArray() : before);
        using var later = JsonDocument.Parse(after);
        var paths = new List<string>();
        Compare(earlier.RootElement, later.RootElement, "", paths);
        return paths;
    }

    private static void Compare(JsonElement before, JsonElement after, string path, List<string> paths)
    {
        if (before.ValueKind == JsonValueKind.Object && after.ValueKind == JsonValueKind.Object)
            CompareMembers(before, after, path, paths);
        else if (!JsonElement.DeepEquals(before, after))
            paths.Add(path);
    }

    private static void CompareMembers(JsonElement before, JsonElement after, string path, List<string> paths)
    {
        foreach (var member in after.EnumerateObject())
        {
            if (before.TryGetProperty(member.Name, out var old))
                Compare(old, member.Value, Join(path, member.Name), paths);
            else
                paths.Add(Join(path, member.Name));
        }

        foreach (var member in before.EnumerateObject())
        {
            if (!after.TryGetProperty(member.Name, out _))
                paths.Add(Join(path, member.Name));
        }
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
