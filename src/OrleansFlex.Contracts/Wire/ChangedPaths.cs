using System.Text;
using System.Text.Json;

namespace OrleansFlex.Contracts.Wire;

/// <summary>Which members differ between two states of one entity, as events tell it.</summary>
public static class ChangedPaths
{
    // Deeper documents are compared the long way.
    private const int DeepestLike = 8;

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
        if (!before.IsEmpty && BetweenLike(before.Span, after.Span) is { } found)
            return found;
        using var earlier = JsonDocument.Parse(before.IsEmpty ? "{}"u8.ToArray() : before);
        using var later = JsonDocument.Parse(after);
        var paths = new List<string>();
        Compare(earlier.RootElement, later.RootElement, "", paths);
        return paths;
    }

    /// <summary>The paths between two documents with the same members in the same order, as one renderer makes them; null where they are not so.</summary>
    private static List<string>? BetweenLike(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        var earlier = new Utf8JsonReader(before);
        var later = new Utf8JsonReader(after);
        Span<Range> path = stackalloc Range[DeepestLike];
        var paths = new List<string>();
        return earlier.Read() && later.Read() && earlier.TokenType == JsonTokenType.StartObject && later.TokenType == JsonTokenType.StartObject
            && AreAlike(before, after, ref earlier, ref later, path, 0, paths)
            ? paths
            : null;
    }

    // The path holds where in the later document the names stand that lead to this object.
    private static bool AreAlike(
        ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, ref Utf8JsonReader earlier, ref Utf8JsonReader later, scoped Span<Range> path, int depth, List<string> paths)
    {
        while (depth < path.Length && earlier.Read() && later.Read())
        {
            if (earlier.TokenType == JsonTokenType.EndObject && later.TokenType == JsonTokenType.EndObject)
                return true;
            // Names with escapes may be equal in other letters.
            if (earlier.TokenType != JsonTokenType.PropertyName || later.TokenType != JsonTokenType.PropertyName
                || !earlier.ValueSpan.SequenceEqual(later.ValueSpan) || later.ValueIsEscaped)
                return false;
            var start = (int)later.TokenStartIndex + 1;
            path[depth] = start..(start + later.ValueSpan.Length);
            earlier.Read();
            later.Read();
            if (earlier.TokenType == JsonTokenType.StartObject && later.TokenType == JsonTokenType.StartObject)
            {
                if (!AreAlike(before, after, ref earlier, ref later, path, depth + 1, paths))
                    return false;
                continue;
            }

            var old = Value(before, ref earlier);
            var now = Value(after, ref later);
            if (!old.SequenceEqual(now) && !AreEqual(old, now))
                paths.Add(Join(after, path[..(depth + 1)]));
        }

        return false;
    }

    private static string Join(ReadOnlySpan<byte> document, scoped ReadOnlySpan<Range> path)
    {
        var joined = "";
        foreach (var name in path)
            joined = Join(joined, Encoding.UTF8.GetString(document[name]));
        return joined;
    }

    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> document, ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return document[start..(int)reader.BytesConsumed];
    }

    private static bool AreEqual(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        if (IsPlainText(before) && IsPlainText(after))
            return before.SequenceEqual(after);
        var earlier = new Utf8JsonReader(before);
        var later = new Utf8JsonReader(after);
        using var old = JsonDocument.ParseValue(ref earlier);
        using var now = JsonDocument.ParseValue(ref later);
        return JsonElement.DeepEquals(old.RootElement, now.RootElement);
    }

    private static bool IsPlainText(ReadOnlySpan<byte> value) => value[0] == '"' && !value.Contains((byte)'\\');

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
