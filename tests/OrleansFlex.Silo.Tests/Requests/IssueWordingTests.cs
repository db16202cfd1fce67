using System.Net;
using System.Text.Json.Nodes;
using OrleansFlex.Silo.Options;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Requests;

/// <summary>Refusals name the member that is wrong, once, and say what it must be.</summary>
public sealed class IssueWordingTests : IAsyncLifetime
{
    private RunningSilo? _silo;

    private HttpClient Http => _silo!.Http;

    public async ValueTask InitializeAsync()
    {
        _silo = await (await RunningSilo.StartAsync(new SiloOptions { Sandbox = new SandboxOptions { Enabled = true, Clock = ClockSetting.Held } })).SignedInAsync();
        (await Http.PostJson("/users/u/locations", """{"name":"Home","latitude":50.8,"longitude":4.3,"zone":"Z","area":"A"}""")).EnsureSuccessStatusCode();
        (await Http.PostJson("/flex/zones/Z", """{"currency":"EUR"}""")).EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync() => _silo?.DisposeAsync() ?? default;

    [Theory]
    [InlineData("POST", "/flex/zones/Y", """{"currency":"eur"}""", "currency", "ISO 4217")]
    [InlineData("PUT", "/flex/price-signals/Z/areas/A", """{"currency":"USD","to":"2026-01-02T00:00:00Z","values":[{"at":"2026-01-01T00:00:00Z","price":1}]}""",
        "currency", "EUR")]
    [InlineData("PUT", "/flex/price-signals/Z/areas/A", """{"currency":"eur","to":"2026-01-02T00:00:00Z","values":[{"at":"2026-01-01T00:00:00Z","price":1}]}""",
        "currency", "ISO 4217")]
    [InlineData("POST", "/flex/segments", """{"name":"s","household":{"includes":["solar"],"excludes":["solar"]}}""", "household.excludes", "solar")]
    [InlineData("POST", "/flex/segments", """{"name":"s","household":{"includes":["car"]}}""", "household.includes[0]", "must be one of vehicle")]
    [InlineData("POST", "/flex/segments", """{"name":"s","household":{"includes":["vehicle"],"excludes":["solar","sun"]}}""", "household.excludes[1]", "must be one of")]
    [InlineData("POST", "/sandbox/households", """{"count":1,"zone":"Z","area":"A","mix":{"car":1}}""", "mix", "'car' is none of vehicle")]
    [InlineData("POST", "/sandbox/households", """{"count":1,"zone":"Z","area":"A","mix":{"vehicle":0}}""", "mix", "must give a share")]
    [InlineData("POST", "/sandbox/households", """{"count":1,"zone":"Z","area":"A","mix":{"vehicle":"much"}}""", "mix.vehicle", "must be a number")]
    [InlineData("POST", "/sandbox/households", """{"count":1,"zone":"Z","area":"A","mix":7}""", "mix", "must be an object")]
    [InlineData("POST", "/users/u/devices", """{"type":"vehicle","vendor":"X","ratings":{"maxPowerKw":-1,"minPowerKw":2,"batteryCapacityKwh":60}}""",
        "ratings.maxPowerKw", "must be a number above 0 and up to 10000")]
    [InlineData("POST", "/users/u/devices", """{"type":"vehicle","vendor":"X","ratings":{"maxPowerKw":0,"batteryCapacityKwh":60}}""", "ratings.maxPowerKw", "must be a number above 0 and up to 10000")]
    [InlineData("POST", "/sandbox/clock", """{"advance":"PT15M "}""", "advance", "ISO 8601")]
    [InlineData("POST", "/sandbox/clock", """{"advance":"\tPT15M"}""", "advance", "ISO 8601")]
    public async Task One_issue_names_what_is_wrong(string method, string address, string body, string path, string part)
    {
        using var response = await Http.PostOrPut(method, address, System.Text.Encoding.UTF8.GetBytes(body));
        var problem = await response.Problem(HttpStatusCode.BadRequest);
        var issue = ((JsonArray)problem["issues"]!).ShouldHaveSingleItem()!;
        ((string)issue["path"]!).ShouldBe(path);
        ((string)issue["message"]!).ShouldContain(part);
        ((string)problem["detail"]!).ShouldNotContain("mix mix");
    }

    [Fact]
    public async Task Bounds_that_are_large_are_told_too()
    {
        using var response = await Http.PostJson("/devices/states",
            """[{"deviceId":"01990000-0000-7000-8000-000000000000","at":"2026-01-01T00:00:00Z","energyMeterKwh":1e300}]""");
        ((string)(await response.Json())["items"]![0]!["reason"]!).ShouldBe("energyMeterKwh must be a number from 0 to 1000000000000");
    }

    [Theory]
    [InlineData("/flex/vehicle-policies?locationId=x")]
    [InlineData("/flex/vehicle-policies?locationId=")]
    [InlineData("/flex/vehicle-policies/sessions?locationId=x")]
    public async Task A_location_that_is_no_uuid_is_a_400(string address) => await (await Http.GetAsync(address)).Issues("locationId");
}
