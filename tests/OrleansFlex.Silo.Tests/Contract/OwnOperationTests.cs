using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Contract;

/// <summary>The operations that the contract presupposes or that are our own: bad input and other tenants get nowhere there either.</summary>
public sealed class OwnOperationTests
{
    private readonly List<string> _faults = [];

    [Fact]
    public async Task Bad_bodies_are_refused()
    {
        await using var world = await FlexWorld.StartAsync();
        foreach (var (operation, address, good) in WithBodies(world))
        {
            foreach (var (what, body) in BadBodies.Unreadable(good).Concat(BadBodies.WrongMembers(operation, good)))
            {
                using var response = await world.Http.PostOrPut(operation.Method, address, body);
                if (response.StatusCode != HttpStatusCode.BadRequest || response.Content.Headers.ContentType?.MediaType != "application/problem+json")
                    _faults.Add($"{operation.Key}, {what}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
            }
        }
        _faults.ShouldBeEmpty();
        ((JsonArray)(await (await world.Http.GetAsync("/locations")).Json())["data"]!).Count.ShouldBe(2);
        ((JsonArray)(await (await world.Http.GetAsync("/vehicles")).Json())["data"]!).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Another_tenant_sees_and_changes_nothing()
    {
        await using var world = await FlexWorld.StartAsync();
        await world.Send("PUT", "/flex/weather/Z/areas/A", Clouds);
        var device = $$"""[{"deviceId":"{{world.VehicleId}}","at":"2025-06-02T18:00:00Z","batteryLevel":1}]""";
        (string Method, string Address, string? Body, int Expected)[] calls =
        [
            ("GET", "/users/u1", null, 404), ("DELETE", "/users/u1", null, 404),
            ("GET", $"/locations/{world.LocationId}", null, 404), ("PUT", $"/locations/{world.LocationId}", """{"name":"mine"}""", 404),
            ("DELETE", $"/locations/{world.LocationId}", null, 404),
            ("GET", $"/vehicles/{world.VehicleId}", null, 404), ("POST", $"/vehicles/{world.VehicleId}/refresh-hint", null, 404),
            ("DELETE", $"/devices/{world.VehicleId}", null, 404),
            ("GET", $"/sandbox/devices/{world.VehicleId}", null, 404), ("POST", $"/sandbox/devices/{world.VehicleId}", """{"action":"UNPLUG"}""", 404),
            ("GET", $"/locations/{world.LocationId}/solar-forecast", null, 404),
            ("GET", "/flex/weather/Z/areas/A?from=2025-06-02T18:00:00Z&to=2025-06-03T18:00:00Z", null, 404),
            ("POST", "/solar-configurations", $$"""{"capacity":5,"azimuth":null,"tilt":null,"userId":"u1","locationId":"{{world.LocationId}}"}""", 404),
            ("POST", $"/vehicles/{world.VehicleId}/charging", """{"action":"START"}""", 404),
            ("POST", $"/vehicles/{world.VehicleId}/max-current", """{"maxCurrent":16}""", 404),
            ("DELETE", "/users/u1/vendors/TESLA", null, 404), ("DELETE", "/users/u1/vendors/TESLA/vehicle", null, 404),
            ("POST", "/users/u1/devices",
                $$"""{"type":"vehicle","vendor":"X","locationId":"{{world.LocationId}}","ratings":{"maxPowerKw":11,"batteryCapacityKwh":60} }""", 400),
        ];
        foreach (var (method, address, body, expected) in calls)
        {
            using var response = await world.Stranger.PostOrPut(method, address, body is null ? null : Encoding.UTF8.GetBytes(body));
            ((int)response.StatusCode).ShouldBe(expected, $"{method} {address}: {await response.Content.ReadAsStringAsync()}");
        }
        foreach (var list in new[] { "/users", "/locations", "/users/u1/locations", "/vehicles", "/users/u1/vehicles", "/chargers", "/solar-configurations" })
            ((JsonArray)(await (await world.Stranger.GetAsync(list)).Json())["data"]!).ShouldBeEmpty(list);
        var telemetry = await (await world.Stranger.PostJson("/devices/states", device)).Json();
        ((int)telemetry["rejected"]!).ShouldBe(1);
        ((double)(await (await world.Http.GetAsync($"/vehicles/{world.VehicleId}")).Json())["chargeState"]!["batteryLevel"]!).ShouldBe(40);
    }

    private static IEnumerable<(Operation Operation, string Address, string Good)> WithBodies(FlexWorld world) =>
    [
        (Of("POST", "/users/{userId}/locations", ("name", "string", true), ("latitude", "number", true), ("longitude", "number", true),
            ("timezoneName", "string", false), ("zone", "string", false), ("area", "string", false)),
            "/users/u9/locations", """{"name":"n","latitude":1,"longitude":2,"timezoneName":"UTC","zone":"Z","area":"A"}"""),
        (Of("PUT", "/locations/{locationId}", ("name", "string", false), ("latitude", "number", false), ("timezoneName", "string", false)),
            $"/locations/{world.LocationId}", """{"name":"n","latitude":1,"timezoneName":"UTC"}"""),
        (Of("POST", "/users/{userId}/devices", ("type", "string", true), ("vendor", "string", true), ("locationId", "string<uuid>", false),
            ("ratings", "object", true), ("ratings.maxPowerKw", "number", true), ("ratings.batteryCapacityKwh", "number", true),
            ("ratings.efficiency", "number", false), ("scopes", "array of string", false)),
            "/users/u9/devices",
            $$"""{"type":"vehicle","vendor":"X","locationId":"{{world.LocationId}}","scopes":["vehicle:read:data"],"ratings":{"maxPowerKw":11,"batteryCapacityKwh":60,"efficiency":0.9} }"""),
        (Of("POST", "/sandbox/households", ("count", "number", true), ("zone", "string", true), ("area", "string", true),
            ("timezoneName", "string", false), ("mix", "object", false), ("mix.vehicle", "number", false)),
            "/sandbox/households", """{"count":1,"zone":"Z","area":"A","timezoneName":"UTC","mix":{"vehicle":1} }"""),
        (Of("PUT", "/flex/weather/{zoneId}/areas/{areaId}", ("to", "string<date-time>", true), ("values", "array of object", true),
            ("values[].at", "string<date-time>", true), ("values[].cloudCoverPercent", "number", true)),
            "/flex/weather/Z/areas/A", Clouds),
        (Of("POST", "/vehicles/{deviceId}/charging", ("action", "string", true)), $"/vehicles/{world.VehicleId}/charging", """{"action":"START"}"""),
        (Of("POST", "/vehicles/{deviceId}/max-current", ("maxCurrent", "number", true)), $"/vehicles/{world.VehicleId}/max-current", """{"maxCurrent":16}"""),
        (Of("POST", "/chargers/{deviceId}/charging", ("action", "string", true)), $"/chargers/{Guid.Empty}/charging", """{"action":"START"}"""),
        (Of("POST", "/batteries/{deviceId}/operation-mode", ("operationMode", "string", true)), $"/batteries/{Guid.Empty}/operation-mode", """{"operationMode":"IDLE"}"""),
        (Of("POST", "/hvacs/{deviceId}/permanent-hold", ("mode", "string", true), ("heatSetpoint", "number", true), ("coolSetpoint", "number", false)),
            $"/hvacs/{Guid.Empty}/permanent-hold", """{"mode":"HEAT","heatSetpoint":20,"coolSetpoint":25}"""),
        (Of("POST", "/users/{userId}/link", ("scopes", "array of string", true), ("language", "string", true), ("redirectUri", "string", true), ("vendor", "string", false)),
            "/users/u9/link", """{"scopes":["vehicle:read:data"],"language":"browser","redirectUri":"https://example.com/","vendor":"SANDBOX"}"""),
        (Of("PUT", "/gateways/{vendor}", ("commandUrl", "string", true), ("secret", "string", true)),
            "/gateways/ACME", """{"commandUrl":"https://example.com/commands","secret":"0123456789abcdef"}"""),
        (Of("POST", "/webhooks", ("url", "string", true), ("secret", "string", true), ("events", "array of string", false), ("authentication", "object", false)),
            "/webhooks", """{"url":"https://example.org/h","secret":"a secret","events":["*"],"authentication":{"headerName":"x-a","headerValue":"b"} }"""),
        (Of("POST", "/flex/simulations", ("timezoneName", "string", true), ("from", "string", true), ("to", "string", true), ("fleet", "object", true),
            ("prices", "object", false), ("prices.currency", "string", true), ("prices.to", "string<date-time>", true), ("prices.values", "array of object", true),
            ("prices.values[].at", "string<date-time>", true), ("prices.values[].price", "number", true), ("fleet.vehicles", "array of object", true),
            ("fleet.vehicles[].arrival", "string", true), ("fleet.vehicles[].departure", "string", true), ("fleet.vehicles[].maxPowerKw", "number", true),
            ("fleet.vehicles[].batteryCapacityKwh", "number", true), ("fleet.vehicles[].levelAtArrival", "number", true), ("fleet.vehicles[].target", "number", true)),
            "/flex/simulations", Simulations.SimulationWorld.Small),
        (Of("POST", "/sandbox/clock", ("now", "string<date-time>", true)), "/sandbox/clock", """{"now":"2025-06-02T18:00:00Z"}"""),
    ];

    private const string Clouds = """{"to":"2025-06-04T00:00:00Z","values":[{"at":"2025-06-02T18:00:00Z","cloudCoverPercent":80},{"at":"2025-06-03T06:00:00Z","cloudCoverPercent":10}]}""";

    private static Operation Of(string method, string path, params (string Name, string Type, bool Required)[] members) => new(method, path, new JsonObject
    {
        ["request"] = new JsonArray([.. members.Select(m => (JsonNode)new JsonObject { ["name"] = m.Name, ["type"] = m.Type, ["required"] = m.Required })]),
    });
}
