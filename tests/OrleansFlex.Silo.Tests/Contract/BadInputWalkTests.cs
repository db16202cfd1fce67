using System.Text;
using System.Text.Json.Nodes;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Contract;

/// <summary>Bad input to every operation of the contract that exists: a clear 4xx, never a 5xx, and nothing changed.</summary>
public sealed class BadInputWalkTests
{
    private readonly List<string> _faults = [];

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Every_operation_refuses_bad_input_and_changes_nothing()
    {
        await using var world = await FlexWorld.StartAsync();
        var requests = new Requests(world);
        await world.Send("POST", "/flex/zones/Z", """{"currency":"EUR"}""");
        requests.SegmentId = FlexWorld.Id(await world.Send("POST", "/flex/segments", """{"name":"s","household":{"includes":["vehicle"]} }"""));
        foreach (var create in world.Operations.Where(o => o.Key
            is "POST /flex/vehicle-policies" or "POST /solar-configurations" or "PUT /flex/price-signals/{zoneId}/areas/{areaId}" or "POST /flex/tariffs/{tariffId}"
            or "PUT /flex/tariffs/{tariffId}/timeseries" or "POST /flex/locations/{locationId}/tariff-formula").OrderBy(Rank))
        {
            var made = await world.Send(create, requests.Address(create), requests.Body(create));
            if (create.Path == "/flex/vehicle-policies")
                requests.PolicyId = FlexWorld.Id(made);
            else if (create.Path == "/solar-configurations")
                requests.SolarConfigurationId = FlexWorld.Id(made);
        }
        requests.SessionId = await world.Settle();
        await world.Send("POST", $"/flex/vehicle-policies/{requests.PolicyId}/overrides", """{"type":"UPCOMING_SCHEDULE","minimumChargeTarget":70}""");
        await world.Advance("PT1M");
        var before = await Snapshot(world, requests);
        foreach (var operation in world.Operations)
        {
            await BadBody(world, operation, requests);
            await BadQuery(world, operation, requests);
            await BadIds(world, operation, requests);
            await BadTokens(world, operation, requests);
        }
        await Unordered(world, requests);
        _faults.ShouldBeEmpty();
        (await Snapshot(world, requests)).ShouldBe(before);
    }

    private async Task BadBody(FlexWorld world, Operation operation, Requests requests)
    {
        if (operation.Request.Count == 0)
            return;
        var good = requests.Body(operation).ShouldNotBeNull(operation.Key);
        var address = requests.Address(operation);
        foreach (var (what, body) in BadBodies.Unreadable(good).Concat(BadBodies.WrongMembers(operation, good)))
            await Refused(world.Http, operation, address, body, what, 400);
        await Refused(world.Http, operation, address, Encoding.UTF8.GetBytes(good), "as text", 415, mediaType: "text/plain");
        await Refused(world.Http, operation, address, new byte[(1 << 20) + 1], "too large", 413);
        await Refused(world.Http, operation, address, [], "no body", 400);
    }

    private async Task BadQuery(FlexWorld world, Operation operation, Requests requests)
    {
        foreach (var (name, type) in operation.Query)
        {
            string[] values = (name, type) switch
            {
                ("pageSize", _) => ["0", "-1", "1001", "x", "1e3", ""],
                ("after" or "before", _) => ["x", "", "%00"],
                (_, "string<date-time>") => ["", "x", "2025-06-02", "2025-06-02T18:00:00", "5"],
                (_, "string<uuid>") => ["x", ""],
                (_, "string<date>") => ["", "x", "2025-02-30", "2025-06-03T00:00:00Z", "1969-12-31", "2200-01-01", "5", "2025-6-3"],
                ("direction", _) => ["", "IMPORT", "both", "%00"],
                ("timezoneName", _) => ["", "Nowhere/Else", "%00", "europe brussels"],
                _ => ["%00"],
            };
            foreach (var value in values)
            {
                var others = requests.Address(operation).Split('?') is [_, var query] ? query.Split('&').Where(q => !q.StartsWith(name + '=', StringComparison.Ordinal)) : [];
                await Refused(world.Http, operation, $"{requests.Path(operation)}?{string.Join('&', others.Append($"{name}={value}"))}", null, $"{name}={value}", 400);
            }
            if (operation.IsRequired(name))
            {
                var rest = requests.Address(operation).Split('?')[1].Split('&').Where(q => !q.StartsWith(name + '=', StringComparison.Ordinal));
                await Refused(world.Http, operation, $"{requests.Path(operation)}?{string.Join('&', rest)}", null, $"without {name}", 400);
            }
        }
    }

    private async Task BadIds(FlexWorld world, Operation operation, Requests requests)
    {
        var good = requests.Body(operation);
        foreach (var parameter in operation.PathParameters)
        {
            string[] ids = parameter is "zoneId" or "areaId" ? ["%01", "%20", "nowhere%2F", new string('x', 200)] : ["x", Guid.Empty.ToString(), new string('9', 300), "%01"];
            if (parameter == "tariffId")
                ids = operation.Method == "POST" ? ["%01", "%20", "%FF", new string('x', 200)] : ["%01", "%20", "nowhere%2F", "%FF", new string('x', 200)];
            foreach (var id in ids.Where(_ => operation.Key is not "PUT /flex/price-signals/{zoneId}/areas/{areaId}" || parameter == "zoneId"))
            {
                // A pushed area need not have locations, and one without a signal is known to be empty.
                if (parameter == "areaId" && id.StartsWith("nowhere", StringComparison.Ordinal))
                    continue;
                var address = requests.Address(operation with { Path = operation.Path.Replace($"{{{parameter}}}", id) });
                await Refused(world.Http, operation, address, good is null ? null : Encoding.UTF8.GetBytes(good), $"{parameter}={(id.Length > 40 ? "long" : id)}", 400, 404);
            }
        }
    }

    private async Task BadTokens(FlexWorld world, Operation operation, Requests requests)
    {
        var body = requests.Body(operation) is { } good ? Encoding.UTF8.GetBytes(good) : null;
        using var nobody = new HttpClient { BaseAddress = world.Http.BaseAddress };
        await Refused(nobody, operation, requests.Address(operation), body, "no token", 401);
        if (operation.Key == "POST /flex/tariffs/{tariffId}")
            return;
        if (operation.PathParameters.Count > 0 || operation.Key is "POST /flex/vehicle-policies" or "POST /solar-configurations" or "GET /flex/vehicle-policies/charging-report")
            await Refused(world.Stranger, operation, requests.Address(operation), body, "another tenant", 400, 404);
        else if (operation.Method == "GET")
            (await world.Stranger.GetStringAsync(requests.Address(operation))).ShouldNotContain("\"id\"");
    }

    private static int Rank(Operation operation) => operation.Path switch
    {
        "/flex/tariffs/{tariffId}" => 1,
        "/flex/tariffs/{tariffId}/timeseries" => 2,
        "/flex/locations/{locationId}/tariff-formula" => 3,
        _ => 0,
    };

    private async Task Unordered(FlexWorld world, Requests requests)
    {
        foreach (var operation in world.Operations.Where(o => o.Method == "PUT" && o.Path.StartsWith("/flex/price-signals", StringComparison.Ordinal)))
        {
            string[] lists =
            [
                """[{"at":"2025-06-03T02:00:00Z","price":1},{"at":"2025-06-02T18:00:00Z","price":2}]""",
                """[{"at":"2025-06-02T18:00:00Z","price":1},{"at":"2025-06-02T18:00:00Z","price":2}]""",
                """[{"at":"2025-06-04T00:00:00Z","price":1}]""",
            ];
            foreach (var list in lists)
            {
                var body = JsonNode.Parse(requests.Body(operation)!)!;
                body["values"] = JsonNode.Parse(list);
                await Refused(world.Http, operation, requests.Address(operation), Encoding.UTF8.GetBytes(body.ToJsonString()), $"values {list}", 400);
            }
        }
    }

    private async Task Refused(HttpClient http, Operation operation, string address, byte[]? body, string what, params int[] expected) =>
        await Refused(http, operation, address, body, what, expected, "application/json");

    private Task Refused(HttpClient http, Operation operation, string address, byte[]? body, string what, int expected, string mediaType) =>
        Refused(http, operation, address, body, what, [expected], mediaType);

    private async Task Refused(HttpClient http, Operation operation, string address, byte[]? body, string what, int[] expected, string mediaType)
    {
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), address);
        Requests.AddHeaders(operation, request);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        }
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (!expected.Contains((int)response.StatusCode) || response.Content.Headers.ContentType?.MediaType != "application/problem+json")
            _faults.Add($"{operation.Key}, {what}: {(int)response.StatusCode} {(text.Length > 200 ? text[..200] : text)}");
    }

    private static async Task<string> Snapshot(FlexWorld world, Requests requests)
    {
        var all = new StringBuilder();
        foreach (var operation in world.Operations.Where(o => o.Method == "GET"))
            all.Append(operation.Key).Append(' ').AppendLine(await world.Http.GetStringAsync(requests.Address(operation)));
        foreach (var path in new[] { "/users", "/locations", "/vehicles" })
            all.Append(path).Append(' ').AppendLine(await world.Http.GetStringAsync(path));
        return all.ToString();
    }
}
