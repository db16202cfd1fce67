using System.Text;
using System.Text.Json.Nodes;

namespace OrleansFlex.Silo.Tests.Contract;

/// <summary>Spoils good bodies, one fault at a time.</summary>
internal static class BadBodies
{
    private const string Mark = "@spoilt@";

    /// <summary>Bodies that are no JSON object, whatever the operation.</summary>
    public static IEnumerable<(string What, byte[] Body)> Unreadable(string good)
    {
        (string, string)[] texts =
        [
            ("empty object cut off", "{"), ("array", "[]"), ("null", "null"), ("text", "\"a\""), ("number", "5"), ("words", "nonsense"), ("not a number", "NaN"),
            ("two bodies", good + good), ("trailing comma", good.Trim()[..^1] + ",}"), ("half a surrogate pair", good.Trim()[..^1] + ",\"x\":\"\\ud800\"}"),
            ("brackets", new string('[', 1 << 20)), ("braces", string.Concat(Enumerable.Repeat("{\"a\":", 100_000))),
            ("too deep", good.Trim()[..^1] + ",\"x\":" + new string('[', 100) + new string(']', 100) + "}"),
        ];
        foreach (var (what, text) in texts)
            yield return (what, Encoding.UTF8.GetBytes(text));
        yield return ("not UTF-8", [.. Encoding.UTF8.GetBytes(good.Trim()[..^1] + ",\"x\":\""), 0xFF, (byte)'"', (byte)'}']);
        yield return ("UTF-16", Encoding.Unicode.GetBytes(good));
    }

    /// <summary>Every member left out where it is required, and every member with values that it cannot have.</summary>
    public static IEnumerable<(string What, byte[] Body)> WrongMembers(Operation operation, string good)
    {
        foreach (var (name, type, required) in operation.Request)
        {
            if (required && Spoil(good, name, null) is { } without)
                yield return ($"without {name}", without);
            foreach (var raw in WrongValues(type))
            {
                if (Spoil(good, name, raw) is { } wrong)
                    yield return ($"{name} = {(raw.Length > 40 ? raw[..40] : raw)}", wrong);
            }
        }
    }

    private static IEnumerable<string> WrongValues(string type) => type switch
    {
        "string" => ["5", "true", "[]", "{}", "\"\"", "\"\\u0000\"", "\"\\udc00\"", $"\"{new string('x', 3000)}\""],
        "string<uuid>" => ["5", "\"x\"", "[]"],
        "string<date-time>" => ["5", "\"\"", "\"2025-06-03T00:00:00\"", "\"2025-06-03\"", "\"2025-02-30T00:00:00Z\"", "\"0001-01-01T00:00:00Z\"", "[]", "{}", "true"],
        "number" => ["\"5\"", "true", "[]", "{}", "NaN", "Infinity", "1e400", "-1e400", "1e308", "-1e308", "\"NaN\""],
        "object" => ["5", "[]", "\"x\"", "true"],
        "array of object" => ["5", "{}", "\"x\"", "[1]", "[null]", "[[]]", "[]"],
        "array of string" => ["5", "{}", "\"x\"", "[1]", "[null]", "[[]]", "[\"\"]"],
        _ => ["[[]]"],
    };

    // Sets the member, in the first item of a list, to raw JSON text, or takes it out.
    private static byte[]? Spoil(string good, string name, string? raw)
    {
        var root = JsonNode.Parse(good)!;
        var node = root;
        var path = name.Split('.');
        foreach (var part in path[..^1])
        {
            node = part.EndsWith("[]", StringComparison.Ordinal) ? node[part[..^2]]?[0] : node[part];
            if (node is null)
                return null;
        }
        if (raw is null)
            node.AsObject().Remove(path[^1]);
        else
            node[path[^1]] = Mark;
        return Encoding.UTF8.GetBytes(root.ToJsonString().Replace($"\"{Mark}\"", raw, StringComparison.Ordinal));
    }
}
