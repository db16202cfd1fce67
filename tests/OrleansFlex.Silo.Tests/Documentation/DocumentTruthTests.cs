using System.Text;
using System.Text.Json.Nodes;
using OrleansFlex.Silo.Tests.Contract;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Documentation;

/// <summary>What the OpenAPI document says of operations that the contract does not have is what they do.</summary>
public sealed class DocumentTruthTests
{
    [Fact]
    public async Task Answers_have_bodies_as_declared()
    {
        await using var silo = await RunningSilo.StartAsync(new Silo.Options.SiloOptions { Sandbox = new Silo.Options.SandboxOptions { Enabled = true } });
        var document = await ApiDocument.OfAsync(silo);
        var faults = new List<string>();
        foreach (var (key, operation) in document.Operations)
        {
            var codes = ApiDocument.Codes(operation);
            var successes = codes.Where(code => code < 300).ToArray();
            if (successes.Length == 0)
                faults.Add($"{key} cannot succeed");
            foreach (var status in successes)
            {
                if ((document.Body(operation, status) is { Count: > 0 }) == (status == 204))
                    faults.Add($"{key}: {status} {(status == 204 ? "has" : "lacks")} a body");
            }
            if (!codes.Contains(400))
                faults.Add($"{key} does not declare 400");
            var inPath = document.Parameters(operation, "path").Select(p => "{" + p.Name + "}").ToHashSet();
            if (!inPath.SetEquals(key.Split('/').Where(part => part.StartsWith('{'))))
                faults.Add($"{key} does not declare its path's parameters");
            if ((string?)operation["summary"] is not { Length: > 0 })
                faults.Add($"{key} has no summary");
        }
        faults.ShouldBeEmpty();
        (await silo.Http.GetStringAsync("/openapi/v1.json")).ShouldNotContain("PageOfObject");
    }

    [Fact]
    public async Task Forms_headers_and_conditions_are_declared()
    {
        await using var silo = await RunningSilo.StartAsync();
        var document = await ApiDocument.OfAsync(silo);
        var form = document.Operation("POST", "/oauth2/token")!["requestBody"]!["content"]!["application/x-www-form-urlencoded"]!["schema"]!;
        form["properties"]!.AsObject().Select(p => p.Key).ShouldBe(["grant_type", "client_id", "client_secret"]);
        foreach (var path in new[] { "/flex/shape/{zoneId}", "/flex/shape/{zoneId}/segments/{segmentId}", "/flex/locations/{locationId}/tariffs/resolved" })
        {
            var operation = document.Operation("GET", path)!;
            ApiDocument.Codes(operation).ShouldContain(304, path);
            document.Parameters(operation, "header").ShouldContain(("If-None-Match", false), path);
        }
        document.Parameters(document.Operation("GET", "/flex/events")!, "header").ShouldContain(("Last-Event-ID", false));
    }

    [Fact]
    public async Task Own_operations_answer_with_what_they_declare()
    {
        await using var world = await FlexWorld.StartAsync();
        var document = await ApiDocument.OfAsync(world.Silo);
        var faults = new List<string>();
        var (house, car) = (world.LocationId, world.VehicleId);
        await Call("GET", "/users/{userId}", "/users/u1");
        await Call("GET", "/vehicles", "/vehicles");
        await Call("GET", "/vehicles/{deviceId}", $"/vehicles/{car}");
        await Call("POST", "/vehicles/{deviceId}/refresh-hint", $"/vehicles/{car}/refresh-hint");
        await Call("PUT", "/flex/weather/{zoneId}/areas/{areaId}", "/flex/weather/Z/areas/A",
            """{"to":"2025-06-04T00:00:00Z","values":[{"at":"2025-06-02T18:00:00Z","cloudCoverPercent":80}]}""");
        await Call("PUT", "/gateways/{vendor}", "/gateways/ACME", """{"commandUrl":"https://example.com/commands","secret":"0123456789abcdef"}""");
        await Call("GET", "/gateways", "/gateways");
        await Call("DELETE", "/gateways/{vendor}", "/gateways/ACME");
        var hook = await Call("POST", "/webhooks", "/webhooks", """{"url":"https://example.org/h","secret":"a secret"}""");
        await Call("DELETE", "/webhooks/{webhookId}", $"/webhooks/{FlexWorld.Id(hook)}");
        var job = await Call("POST", "/flex/simulations", "/flex/simulations", Simulations.SimulationWorld.Small);
        await Call("DELETE", "/flex/simulations/{simulationId}", $"/flex/simulations/{FlexWorld.Id(job)}");
        await Call("POST", "/devices/states", "/devices/states", $$"""[{"deviceId":"{{car}}","at":"2025-06-02T18:00:00Z","batteryLevel":41}]""");
        var action = await Call("POST", "/vehicles/{deviceId}/charging", $"/vehicles/{car}/charging", """{"action":"START"}""");
        await Call("GET", "/vehicles/actions/{actionId}", $"/vehicles/actions/{FlexWorld.Id(action)}");
        await Call("DELETE", "/devices/{deviceId}", $"/devices/{car}");
        var other = FlexWorld.Id(await Call("POST", "/users/{userId}/devices", "/users/u1/devices",
            $$"""{"type":"inverter","vendor":"X","locationId":"{{house}}","ratings":{"maxPowerKw":5} }"""));
        await Call("GET", "/inverters/{deviceId}", $"/inverters/{other}");
        await Call("DELETE", "/users/{userId}/vendors/{vendor}", "/users/u1/vendors/X");
        await Call("DELETE", "/locations/{locationId}", $"/locations/{house}");
        await Call("DELETE", "/users/{userId}", "/users/u1");
        await Call("GET", "/users/{userId}", "/users/u1");
        await Call("GET", "/health/ready", "/health/ready");
        faults.ShouldBeEmpty();

        async Task<string> Call(string method, string path, string address, string? body = null)
        {
            using var response = await world.Http.PostOrPut(method, address, body is null ? null : Encoding.UTF8.GetBytes(body));
            var text = await response.Content.ReadAsStringAsync();
            var status = (int)response.StatusCode;
            var declared = document.Operation(method, path);
            if (declared is null || !ApiDocument.Codes(declared).Contains(status))
                faults.Add($"{method} {path} answers {status}, which it does not declare: {text}");
            else if (status < 300 && (document.Body(declared, status) is not null) != (text.Length > 0))
                faults.Add($"{method} {path} answers {status} with another body than it declares: {text}");
            else if (status < 300 && text.Length > 0)
                faults.AddRange(Missing(document, document.Body(declared, status)!, JsonNode.Parse(text)).Select(name => $"{method} {path}: {name}"));
            return text;
        }
    }

    /// <summary>The members of a body that its schema does not know, and those that it requires and that are not there.</summary>
    private static IEnumerable<string> Missing(ApiDocument document, JsonObject schema, JsonNode? value)
    {
        var forms = document.Forms(schema).Where(form => form["properties"] is not null).ToArray();
        if (value is not JsonObject members || forms.Length == 0)
            return [];
        return forms.Select(form => Unlike(form, members).ToArray()).MinBy(unlike => unlike.Length)!;

        IEnumerable<string> Unlike(JsonObject form, JsonObject given)
        {
            foreach (var (name, child) in given)
            {
                if (document.Resolve(form["properties"]![name]) is not { } known)
                    yield return $"{name} is not declared";
                else
                {
                    foreach (var inner in Missing(document, known, child))
                        yield return $"{name}.{inner}";
                }
            }
            foreach (var required in form["required"]?.AsArray() ?? [])
            {
                if (!given.ContainsKey((string)required!))
                    yield return $"{required} is required and missing";
            }
        }
    }
}
