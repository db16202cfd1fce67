using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OrleansFlex.Contracts.Wire;

namespace OrleansFlex.Silo.Tests.Contract;

/// <summary>Compares a response with the fields, types and words that the contract gives it.</summary>
internal static class ResponseShape
{
    /// <summary>What differs, in words; empty when all is right.</summary>
    public static IReadOnlyList<string> Faults(Operation operation, int status, string body)
    {
        if (!operation.Successes.Contains(status))
            return [$"answered {status}: {body}"];
        var response = operation.Node["responses"]![status.ToString(CultureInfo.InvariantCulture)]!;
        var attributes = response["attributes"]!.AsArray();
        if (attributes.Count == 0)
            return body.Length == 0 ? [] : [$"has a body where the contract has none: {body}"];
        var root = JsonNode.Parse(body);
        var faults = new List<string>();
        if ((bool)response["list"]!)
        {
            if (root is not JsonArray { Count: > 0 } items)
                return [$"is not a list with items: {body}"];
            foreach (var item in items)
                Check(item, attributes, faults);
        }
        else
        {
            Check(root, attributes, faults);
        }
        return [.. faults.Distinct()];
    }

    /// <summary>What differs in an event that is delivered.</summary>
    public static IReadOnlyList<string> EventFaults(string name, string body)
    {
        var faults = new List<string>();
        Check(JsonNode.Parse(body), Operation.Event(name).Node["request"]!.AsArray(), faults);
        return [.. faults.Distinct()];
    }

    private static void Check(JsonNode? root, JsonArray attributes, List<string> faults)
    {
        foreach (var attribute in attributes)
        {
            var name = (string)attribute!["name"]!;
            var optional = attribute["optional"] is { } o && (bool)o;
            Walk(root, name.Split('.'), 0, name, attribute, optional, faults);
        }
    }

    private static void Walk(JsonNode? node, string[] path, int at, string name, JsonNode attribute, bool optional, List<string> faults)
    {
        // A parent that is null or of the wrong type is judged by its own attribute.
        if (node is not JsonObject members)
            return;
        var isList = path[at].EndsWith("[]", StringComparison.Ordinal);
        var present = members.TryGetPropertyValue(path[at].Replace("[]", ""), out var value);
        if (at == path.Length - 1)
        {
            if (!present && !optional)
                faults.Add($"{name} is missing");
            else if (present && Fault(value, (string)attribute["type"]!, attribute["enum"] as JsonArray) is { } fault)
                faults.Add($"{name} {fault}");
        }
        else if (isList)
        {
            foreach (var item in value as JsonArray ?? [])
                Walk(item, path, at + 1, name, attribute, optional, faults);
        }
        else
        {
            Walk(value, path, at + 1, name, attribute, optional, faults);
        }
    }

    private static string? Fault(JsonNode? value, string type, JsonArray? words)
    {
        if (value is null)
            return type == "null" || type.EndsWith(" or null", StringComparison.Ordinal) ? null : "is null";
        var text = value.GetValueKind() == JsonValueKind.String ? (string)value! : null;
        var right = type.Replace(" or null", "", StringComparison.Ordinal) switch
        {
            "string" => text is not null,
            "string<uuid>" => Guid.TryParseExact(text, "D", out _),
            "string<date-time>" => text is not null && Rfc3339.TryParse(text, out _),
            "number" => value.GetValueKind() == JsonValueKind.Number,
            "integer" => value.GetValueKind() == JsonValueKind.Number && decimal.Truncate((decimal)value) == (decimal)value,
            "boolean" => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
            "object" => value is JsonObject,
            "array of object" => value is JsonArray items && items.All(item => item is JsonObject),
            "array of string" => value is JsonArray items && items.All(item => item?.GetValueKind() == JsonValueKind.String),
            "null" => false,
            _ => true,
        };
        if (!right)
            return $"is {value.ToJsonString()}, not {type}";
        return words is null || words.Any(word => (string?)word == text) ? null : $"is {text}, not one of {words.ToJsonString()}";
    }
}
