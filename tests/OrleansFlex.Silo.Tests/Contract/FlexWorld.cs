using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrleansFlex.Silo.Options;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Contract;

/// <summary>A silo with a held clock, a home with a plugged-in car in zone Z, a second zone Y, and a stranger's tenant.</summary>
internal sealed class FlexWorld : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2025, 6, 2, 18, 0, 0, TimeSpan.Zero);

    private FlexWorld(RunningSilo silo, HttpClient stranger)
    {
        Silo = silo;
        Stranger = stranger;
    }

    public RunningSilo Silo { get; }

    public HttpClient Http => Silo.Http;

    /// <summary>Signed in as another tenant.</summary>
    public HttpClient Stranger { get; }

    public string LocationId { get; private set; } = "";

    public string VehicleId { get; private set; } = "";

    /// <summary>The operations of the contract that this silo has.</summary>
    public IReadOnlyList<Operation> Operations { get; private set; } = [];

    public static async Task<FlexWorld> StartAsync()
    {
        var operations = Operation.All();
        var silo = await (await RunningSilo.StartAsync(new SiloOptions
        {
            Sandbox = new SandboxOptions { Enabled = true, Clock = ClockSetting.Held, StartAt = Start },
            Clients =
            [
                new ClientOptions { Id = RunningSilo.ClientId, Secret = Secret.Of(RunningSilo.ClientSecret) },
                new ClientOptions { Id = "stranger", Secret = Secret.Of("strange") },
            ],
        })).SignedInAsync();
        var stranger = new HttpClient { BaseAddress = silo.Http.BaseAddress };
        stranger.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await silo.TokenAsync("stranger", "strange"));
        var world = new FlexWorld(silo, stranger);
        var routes = silo.Host.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(m => $"{m} {e.RoutePattern.RawText}")).ToHashSet();
        world.Operations = [.. operations.Where(o => routes.Contains(o.Key))];
        await world.FillAsync();
        return world;
    }

    public async Task<string> Send(string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBeLessThan(300, $"{method} {path}: {text}");
        return text;
    }

    public async Task<string> Send(Operation operation, string path, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), path);
        Requests.AddHeaders(operation, request);
        if (body is not null)
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBeLessThan(300, $"{operation.Method} {path}: {text}");
        return text;
    }

    /// <summary>Moves the clock, so that everything that was caused is done when it returns.</summary>
    public Task Advance(string span) => Send("POST", "/sandbox/clock", $$"""{"advance":"{{span}}"}""");

    /// <summary>Charges for half an hour, drives away, and comes back; the id of the session that settled.</summary>
    public async Task<string> Settle()
    {
        await Observe("18:01:00", "true", 40, charging: true);
        await Advance("PT30M");
        await Observe("18:30:00", "false", 48);
        await Observe("18:31:00", "true", 48);
        var sessions = JsonNode.Parse(await Send("GET", "/flex/vehicle-policies/sessions"))!["data"]!.AsArray();
        return (string)sessions.ShouldHaveSingleItem()!["id"]!;
    }

    /// <summary>Reports the car at a time of the first day.</summary>
    public Task Observe(string time, string plugged, double level, bool charging = false, string? locationId = null) => Send("POST", "/devices/states",
        $$"""
        [{"deviceId":"{{VehicleId}}","at":"2025-06-02T{{time}}Z","isReachable":true,"isPluggedIn":{{plugged}},"isCharging":{{(charging ? "true" : "false")}},
        "chargeRateKw":{{(charging ? 11 : 0)}},"batteryLevel":{{level}},"chargeLimit":80,"locationId":"{{locationId ?? LocationId}}"}]
        """);

    /// <summary>Makes the policy of the car at its home; its id.</summary>
    public async Task<string> MakePolicy()
    {
        var requests = new Requests(this);
        var create = Operations.Single(o => o.Key == "POST /flex/vehicle-policies");
        return Id(await Send("POST", create.Path, requests.Body(create)));
    }

    public async ValueTask DisposeAsync()
    {
        Stranger.Dispose();
        await Silo.DisposeAsync();
    }

    private async Task FillAsync()
    {
        LocationId = Id(await Send("POST", "/users/u1/locations",
            """{"name":"Home","latitude":50.8,"longitude":4.3,"timezoneName":"Europe/Brussels","zone":"Z","area":"A"}"""));
        await Send("POST", "/users/u2/locations", """{"name":"Other","latitude":50.8,"longitude":4.3,"zone":"Y","area":"B"}""");
        VehicleId = Id(await Send("POST", "/users/u1/devices",
            $$"""{"type":"vehicle","vendor":"TESLA","locationId":"{{LocationId}}","ratings":{"maxPowerKw":11,"batteryCapacityKwh":60} }"""));
        await Send("POST", "/devices/states",
            $$"""[{"deviceId":"{{VehicleId}}","at":"2025-06-02T18:00:00Z","isReachable":true,"isPluggedIn":true,"isCharging":false,"batteryLevel":40,"chargeLimit":80,"locationId":"{{LocationId}}"}]""");
    }

    public static string Id(string body) => (string)JsonNode.Parse(body)!["id"]!;
}
