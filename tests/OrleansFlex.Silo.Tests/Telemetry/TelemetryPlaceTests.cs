using System.Net;
using OrleansFlex.Silo.Tests.Contract;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Telemetry;

/// <summary>Where telemetry may place a device, and what else refers to things that are not there or not kept.</summary>
public sealed class TelemetryPlaceTests
{
    [Fact]
    public async Task A_device_is_at_its_user_s_locations_or_at_none()
    {
        await using var world = await FlexWorld.StartAsync();
        const string Place = """{"name":"Other","latitude":50,"longitude":4,"timezoneName":"Europe/Brussels"}""";
        var neighbours = FlexWorld.Id(await world.Send("POST", "/users/neighbour/locations", Place));
        var foreign = FlexWorld.Id(await (await world.Stranger.PostJson("/users/u/locations", Place)).Content.ReadAsStringAsync());
        var before = await world.Send("GET", $"/vehicles/{world.VehicleId}");
        foreach (var place in new[] { neighbours, foreign, Guid.AllBitsSet.ToString() })
        {
            var answer = await world.Send("POST", "/devices/states",
                $$"""[{"deviceId":"{{world.VehicleId}}","at":"2025-06-02T18:00:00Z","isPluggedIn":true,"batteryLevel":11,"locationId":"{{place}}"}]""");
            answer.ShouldContain("\"rejected\":1");
            answer.ShouldContain("locationId is none of the locations of the device\\u0027s user");
        }

        (await world.Send("GET", $"/vehicles/{world.VehicleId}")).ShouldBe(before);
        var cabin = FlexWorld.Id(await world.Send("POST", $"/users/{await UserAsync(world)}/locations", Place));
        (await world.Send("POST", "/devices/states", $$"""[{"deviceId":"{{world.VehicleId}}","at":"2025-06-02T18:00:00Z","locationId":"{{cabin}}"}]""")).ShouldContain("\"accepted\":1");
    }

    [Fact]
    public async Task What_is_too_old_to_be_kept_is_refused()
    {
        await using var world = await FlexWorld.StartAsync();
        await world.Send("POST", "/flex/zones/Z", """{"currency":"EUR"}""");
        await (await world.Http.PutAsync("/flex/price-signals/Z/areas/A", Json("""{"currency":"EUR","to":"2025-06-03T00:00:00Z","values":[{"at":"2024-04-01T00:00:00Z","price":1}]}""")))
            .Issues("values[0].at");
        await (await world.Http.PutAsync("/flex/weather/Z/areas/A", Json("""{"to":"2025-06-03T00:00:00Z","values":[{"at":"2025-04-01T00:00:00Z","cloudCoverPercent":1}]}""")))
            .Issues("values[0].at");
    }

    [Fact]
    public async Task A_location_does_not_take_null_for_a_member_that_it_keeps()
    {
        await using var world = await FlexWorld.StartAsync();
        await (await world.Http.PutAsync($"/locations/{world.LocationId}", Json("""{"zone":null,"area":null}"""))).Issues("zone", "area");
    }

    private static StringContent Json(string body) => new(body, System.Text.Encoding.UTF8, "application/json");

    private static async Task<string> UserAsync(FlexWorld world) =>
        (string)System.Text.Json.Nodes.JsonNode.Parse(await world.Send("GET", $"/vehicles/{world.VehicleId}"))!["userId"]!;
}
