using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace OrleansFlex.EndToEnd.Tests;

/// <summary>Calls of the API with JSON bodies as text.</summary>
internal static class Calls
{
    /// <summary>Sends a request and reads the answer, which must be of the 2xx kind.</summary>
    public static async Task<JsonElement> SendAsync(this HttpClient http, string method, string path, string? body = null)
    {
        using var response = await http.TryAsync(method, path, body);
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBeInRange(200, 299, $"{method} {path}: {text}");
        return text.Length > 0 ? JsonSerializer.Deserialize<JsonElement>(text) : default;
    }

    public static async Task<HttpStatusCode> StatusAsync(this HttpClient http, string method, string path, string? body = null)
    {
        using var response = await http.TryAsync(method, path, body);
        return response.StatusCode;
    }

    public static async Task<HttpResponseMessage> TryAsync(this HttpClient http, string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>A home in zone Z with a plugged-in car under a policy.</summary>
    public static async Task<Home> AddHomeAsync(this HttpClient http, string user, string area = "A")
    {
        var location = Id(await http.SendAsync("POST", $"/users/{user}/locations",
            $$"""{"name":"Home","latitude":50.8,"longitude":4.3,"timezoneName":"Europe/Brussels","zone":"Z","area":"{{area}}"}"""));
        var car = Id(await http.SendAsync("POST", $"/users/{user}/devices",
            $$"""{"type":"vehicle","vendor":"TESLA","locationId":"{{location}}","ratings":{"maxPowerKw":11,"batteryCapacityKwh":60} }"""));
        var days = string.Join(',', Enum.GetNames<DayOfWeek>().Select(day => $$"""  "{{day.ToLowerInvariant()}}":{"deadline":"07:00","minimumChargeTarget":80}  """));
        var policy = Id(await http.SendAsync("POST", "/flex/vehicle-policies",
            $$"""{"vehicleId":"{{car}}","locationId":"{{location}}","batteryReserve":0,"schedule":{ {{days}} } }"""));
        await http.SendAsync("POST", "/devices/states", Reading(car, location, DateTimeOffset.UtcNow.AddHours(-1), 40));
        return new Home(location, car, policy);
    }

    public static string Reading(string car, string location, DateTimeOffset at, double level) => FormattableString.Invariant(
        $$"""[{"deviceId":"{{car}}","at":"{{at:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}","isReachable":true,"isPluggedIn":true,"batteryLevel":{{level}},"locationId":"{{location}}"}]""");

    private static string Id(JsonElement body) => body.GetProperty("id").GetString()!;
}
