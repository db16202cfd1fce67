using System.Text.Json.Nodes;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Documentation;

/// <summary>The OpenAPI document of a running silo, read with its references resolved.</summary>
internal sealed class ApiDocument(JsonNode root)
{
    public static async Task<ApiDocument> OfAsync(RunningSilo silo) => new(JsonNode.Parse(await silo.Http.GetStringAsync("/openapi/v1.json"))!);

    /// <summary>All operations, by method and path.</summary>
    public IEnumerable<(string Key, JsonObject Operation)> Operations =>
        from path in root["paths"]!.AsObject()
        from method in path.Value!.AsObject()
        select ($"{method.Key.ToUpperInvariant()} {path.Key}", method.Value!.AsObject());

    /// <summary>The operation, or null.</summary>
    public JsonObject? Operation(string method, string path) => root["paths"]![path]?[method.ToLowerInvariant()]?.AsObject();

    /// <summary>The status codes that an operation declares, without <c>default</c>.</summary>
    public static IReadOnlySet<int> Codes(JsonObject operation) =>
        operation["responses"]!.AsObject().Select(r => r.Key).Where(key => key != "default").Select(int.Parse).ToHashSet();

    /// <summary>The schema of an answer's body, or null where it has none.</summary>
    public JsonObject? Body(JsonObject operation, int status)
    {
        var content = Resolve(operation["responses"]?[$"{status}"])?["content"]?.AsObject();
        return content is { Count: > 0 } ? Resolve(content.First().Value!["schema"]) : null;
    }

    /// <summary>The parameters in a place.</summary>
    public IEnumerable<(string Name, bool IsRequired)> Parameters(JsonObject operation, string place) =>
        (operation["parameters"]?.AsArray() ?? []).Select(p => Resolve(p)!).Where(p => (string)p["in"]! == place)
            .Select(p => ((string)p["name"]!, p["required"] is { } required && (bool)required));

    /// <summary>The schemas that a member may have, in all the forms of its object; a name that ends in <c>[]</c> stands for its items.</summary>
    public IReadOnlyList<JsonObject> Member(IReadOnlyList<JsonObject> owners, string name)
    {
        var found = owners.SelectMany(Forms).Select(form => Resolve(form["properties"]?[name.Replace("[]", "", StringComparison.Ordinal)])).OfType<JsonObject>().SelectMany(Forms);
        return [.. name.EndsWith("[]", StringComparison.Ordinal) ? found.Select(list => Resolve(list["items"])).OfType<JsonObject>().SelectMany(Forms) : found];
    }

    /// <summary>The types that schemas allow, with their format where they have one.</summary>
    public static IReadOnlySet<string> Types(IEnumerable<JsonObject> schemas) => schemas
        .SelectMany(schema => (schema["type"] switch
        {
            JsonArray several => several.Select(t => (string)t!),
            { } one => [(string)one!],
            _ => [],
        }).Select(type => type == "string" && schema["format"] is { } format ? $"string<{(string)format!}>" : type)).ToHashSet();

    /// <summary>A schema, or what its alternatives are.</summary>
    public IEnumerable<JsonObject> Forms(JsonObject schema) =>
        (schema["oneOf"] ?? schema["anyOf"]) is JsonArray forms ? forms.Select(Resolve).OfType<JsonObject>().SelectMany(Forms) : [schema];

    /// <summary>What a node is, where it may refer to another.</summary>
    public JsonObject? Resolve(JsonNode? node)
    {
        if (node?["$ref"] is not { } reference)
            return node as JsonObject;
        var found = (JsonNode?)root;
        foreach (var part in ((string)reference!).Split('/').Skip(1))
            found = found?[part];
        return Resolve(found);
    }
}
