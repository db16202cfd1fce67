using System.Net;
using System.Text.Json;

namespace OrleansFlex.EndToEnd.Tests;

[Trait("Category", "Slow")]
public sealed class TenantTests
{
    [Fact]
    public async Task No_operation_crosses_from_one_tenant_to_another()
    {
        using var data = new TemporaryFolder();
        await using var silo = await RestartableSilo.StartAsync(data.Path);
        using var owner = await silo.SignInAsync("first");
        using var stranger = await silo.SignInAsync("second");
        var home = await owner.AddHomeAsync("u1");
        await owner.SendAsync("POST", "/flex/zones/Z", """{"currency":"EUR"}""");
        const string SegmentBody = """{"name":"Cars","household":{"includes":["vehicle"],"excludes":[]}}""";
        var segment = (await owner.SendAsync("POST", "/flex/segments", SegmentBody)).GetProperty("id").GetString();
        await owner.SendAsync("PUT", "/flex/price-signals/Z/areas/A",
            """{"currency":"EUR","to":"2030-01-02T00:00:00Z","values":[{"at":"2030-01-01T00:00:00Z","price":0.2}]}""");
        var reading = Calls.Reading(home.Car, home.Location, DateTimeOffset.UtcNow, 10);
        var before = await OwnedAsync(owner, home);

        (string Method, string Path, string? Body)[] byId =
        [
            ("GET", "/users/u1", null), ("DELETE", "/users/u1", null),
            ("GET", $"/locations/{home.Location}", null), ("PUT", $"/locations/{home.Location}", """{"name":"Mine"}"""), ("DELETE", $"/locations/{home.Location}", null),
            ("GET", $"/vehicles/{home.Car}", null), ("DELETE", $"/devices/{home.Car}", null), ("POST", $"/vehicles/{home.Car}/refresh-hint", null),
            ("GET", $"/flex/vehicle-policies/{home.Policy}", null), ("PATCH", $"/flex/vehicle-policies/{home.Policy}", """{"batteryReserve":5}"""),
            ("GET", $"/flex/vehicle-policies/{home.Policy}/status", null), ("GET", $"/flex/vehicle-policies/{home.Policy}/plan", null),
            ("DELETE", $"/flex/vehicle-policies/{home.Policy}", null),
            ("GET", $"/flex/segments/{segment}", null), ("PUT", $"/flex/segments/{segment}", SegmentBody), ("DELETE", $"/flex/segments/{segment}", null),
            ("GET", "/flex/zones/Z", null), ("GET", "/flex/zones/Z/areas", null), ("DELETE", "/flex/zones/Z", null),
            ("GET", "/flex/shape/Z", null), ("GET", "/flex/shape/Z/status", null), ("GET", $"/flex/shape/Z/segments/{segment}", null),
        ];
        foreach (var (method, path, body) in byId)
            (await stranger.StatusAsync(method, path, body)).ShouldBe(HttpStatusCode.NotFound, $"{method} {path}");
        foreach (var list in (string[])["/users", "/locations", "/vehicles", "/flex/vehicle-policies", "/flex/segments", "/flex/zones", "/users/u1/locations", "/users/u1/vehicles"])
        {
            using var response = await stranger.TryAsync("GET", list);
            (await response.Content.ReadAsStringAsync()).ShouldNotContain(home.Location[..13], customMessage: list);
            if (response.IsSuccessStatusCode)
                Items(await stranger.SendAsync("GET", list)).GetArrayLength().ShouldBe(0, list);
        }

        (await stranger.SendAsync("POST", "/devices/states", reading)).GetProperty("rejected").GetInt32().ShouldBe(1);
        (await stranger.StatusAsync("POST", "/flex/zones/Z", """{"currency":"EUR"}""")).ShouldBe(HttpStatusCode.BadRequest);
        (await OwnedAsync(owner, home)).ShouldBe(before);

        // The same names are other things to the other tenant.
        await stranger.AddHomeAsync("u1");
        await stranger.AddHomeAsync("u1");
        await stranger.SendAsync("POST", "/flex/zones/Z", """{"currency":"SEK"}""");
        await stranger.SendAsync("POST", "/flex/segments", SegmentBody);
        (await stranger.SendAsync("GET", "/flex/shape/Z")).GetProperty("total").GetProperty("assetCount").GetInt32().ShouldBe(2);
        (await owner.SendAsync("GET", "/flex/shape/Z")).GetProperty("total").GetProperty("assetCount").GetInt32().ShouldBe(1);
        await stranger.SendAsync("DELETE", "/users/u1");
        await stranger.SendAsync("DELETE", "/flex/zones/Z");
        (await OwnedAsync(owner, home)).ShouldBe(before);
    }

    private static JsonElement Items(JsonElement list) => list.ValueKind == JsonValueKind.Array ? list : list.GetProperty("data");

    private static async Task<string> OwnedAsync(HttpClient owner, Home home)
    {
        var parts = new List<string>();
        foreach (var path in (string[])
            [
                "/users/u1", $"/locations/{home.Location}", $"/vehicles/{home.Car}", $"/flex/vehicle-policies/{home.Policy}", "/flex/segments", "/flex/zones", "/flex/zones/Z/areas",
                "/flex/price-signals/Z/areas/A?from=2030-01-01T00:00:00Z&to=2030-01-02T00:00:00Z",
            ])
            parts.Add((await owner.SendAsync("GET", path)).GetRawText());
        return string.Join('\n', parts);
    }
}
