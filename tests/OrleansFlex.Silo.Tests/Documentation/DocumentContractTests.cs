using System.Text.Json.Nodes;
using OrleansFlex.Silo.Options;
using OrleansFlex.Silo.Tests.Contract;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Documentation;

/// <summary>The OpenAPI document tells of every operation of the contract what the contract does.</summary>
public sealed class DocumentContractTests
{
    // The contract tells of this one in words only.
    private static readonly Dictionary<string, string> RequiredHeaders = new() { ["PUT /flex/tariffs/{tariffId}/timeseries"] = "Idempotency-Key" };

    [Fact]
    public async Task The_document_declares_what_the_contract_does()
    {
        var operations = Contract.Operation.All();
        await using var silo = await RunningSilo.StartAsync(new SiloOptions { Sandbox = new SandboxOptions { Enabled = true } });
        var document = await ApiDocument.OfAsync(silo);
        var faults = operations.SelectMany(operation => document.Operation(operation.Method, operation.Path) is { } declared
            ? Faults(document, operation, declared).Select(fault => $"{operation.Key}: {fault}")
            : [$"{operation.Key} is not in the document"]);
        faults.ShouldBeEmpty();
    }

    private static IEnumerable<string> Faults(ApiDocument document, Operation operation, JsonObject declared)
    {
        var codes = ApiDocument.Codes(declared);
        var successes = codes.Where(code => code < 300).ToHashSet();
        if (!successes.SetEquals(operation.Successes))
            yield return $"declares {string.Join(", ", successes)} where the contract has {string.Join(", ", operation.Successes)}";
        foreach (var (status, answer) in operation.Node["responses"]!.AsObject())
        {
            if (!codes.Contains(int.Parse(status)))
                yield return $"does not declare {status}";
            else if (operation.Successes.Contains(int.Parse(status)))
            {
                foreach (var fault in BodyFaults(document, document.Body(declared, int.Parse(status)), answer!))
                    yield return $"{status}: {fault}";
            }
        }
        foreach (var (place, expected) in new[] { ("path", "path_params"), ("query", "query_params") })
        {
            var found = document.Parameters(declared, place).ToDictionary(p => p.Name, p => p.IsRequired);
            foreach (var parameter in operation.Node[expected]!.AsArray())
            {
                var (name, isRequired) = ((string)parameter!["name"]!, parameter["required"] is { } required && (bool)required);
                if (!found.TryGetValue(name, out var isDeclaredRequired) || isDeclaredRequired != isRequired)
                    yield return $"does not declare the {place} parameter {name} as the contract does";
            }
        }
        var headers = document.Parameters(declared, "header").ToDictionary(p => p.Name, p => p.IsRequired);
        if (RequiredHeaders.TryGetValue(operation.Key, out var header) && !headers.GetValueOrDefault(header))
            yield return $"does not require {header}";
        if (headers.Where(h => h.Value && h.Key != header).Select(h => h.Key).FirstOrDefault() is { } needless)
            yield return $"requires {needless}, which the contract does not";
        if (!headers.ContainsKey("Enode-Version"))
            yield return "does not tell of Enode-Version";
    }

    private static IEnumerable<string> BodyFaults(ApiDocument document, JsonObject? body, JsonNode answer)
    {
        var attributes = answer["attributes"]!.AsArray();
        if (attributes.Count == 0)
        {
            if (body is not null)
                yield return "has a body where the contract has none";
            yield break;
        }
        if (body is null)
        {
            yield return "has no body where the contract has one";
            yield break;
        }
        var isList = (bool)answer["list"]!;
        IReadOnlyList<JsonObject> root = isList ? [document.Resolve(body["items"]) ?? []] : [body];
        if (isList != (body["type"]?.GetValueKind() == System.Text.Json.JsonValueKind.String && (string)body["type"]! == "array"))
            yield return "is a list here and none there";
        foreach (var attribute in attributes)
        {
            var name = (string)attribute!["name"]!;
            var schemas = name.Split('.').Aggregate(root, document.Member);
            if (schemas.Count == 0)
                yield return $"{name} is missing";
            else if (TypeFault(ApiDocument.Types(schemas), (string)attribute["type"]!) is { } fault)
                yield return $"{name} {fault}";
        }
    }

    /// <summary>Whether what is declared allows all that the contract does; a null too many is none for the caller to mind.</summary>
    private static string? TypeFault(IReadOnlySet<string> declared, string type)
    {
        var isNullable = type is "null" || type.EndsWith(" or null", StringComparison.Ordinal);
        var bare = type.Replace(" or null", "", StringComparison.Ordinal);
        var isRight = bare switch
        {
            "null" => true,
            "number" => declared.Contains("number") || declared.Contains("integer"),
            "string" => declared.Any(t => t.StartsWith("string", StringComparison.Ordinal)),
            _ when bare.StartsWith("array", StringComparison.Ordinal) => declared.Contains("array"),
            _ => declared.Contains(bare),
        };
        return isRight && (!isNullable || declared.Contains("null")) ? null : $"is {string.Join(" or ", declared)}, not {type}";
    }
}
