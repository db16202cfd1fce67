using System.Text.Json.Nodes;

namespace OrleansFlex.Silo.Tests.Contract;

/// <summary>An operation of the contract, as data.</summary>
internal sealed record Operation(string Method, string Path, JsonNode Node)
{
    public string Key => $"{Method} {Path}";

    public IReadOnlyList<string> PathParameters => [.. Node["path_params"]!.AsArray().Select(p => (string)p!["name"]!)];

    public IReadOnlyList<(string Name, string Type)> Query => [.. Node["query_params"]!.AsArray().Select(p => ((string)p!["name"]!, (string)p["type"]!))];

    public bool IsRequired(string parameter) =>
        Node["query_params"]!.AsArray().Any(p => (string)p!["name"]! == parameter && p["required"] is { } required && (bool)required);

    public IReadOnlyList<(string Name, string Type, bool Required)> Request =>
        [.. Node["request"]!.AsArray().Select(p => ((string)p!["name"]!, (string)p["type"]!, (bool)p["required"]!))];

    public IReadOnlyList<int> Successes => [.. Node["successes"]!.AsArray().Select(s => int.Parse((string)s!))];

    /// <summary>All operations of the contract file, or a skip where the file is absent.</summary>
    public static IReadOnlyList<Operation> All() => Read("operations");

    /// <summary>An event that the contract has, whose members stand where requests have theirs; a skip where the file is absent.</summary>
    public static Operation Event(string name) => Read("webhooks").Single(hook => hook.Path == name);

    private static IReadOnlyList<Operation> Read(string list)
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder, "OrleansFlex.sln")))
            folder = System.IO.Path.GetDirectoryName(folder);
        var file = System.IO.Path.Combine(folder ?? ".", "..", "shared", "contract", "flex-api.json");
        Assert.SkipUnless(File.Exists(file), $"The contract {file} is not on this machine.");
        return [.. JsonNode.Parse(File.ReadAllText(file))![list]!.AsArray().Select(o => new Operation((string)o!["method"]!, (string)o["path"]!, o))];
    }
}
