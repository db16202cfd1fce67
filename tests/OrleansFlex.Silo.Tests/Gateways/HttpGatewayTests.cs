using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using OrleansFlex.Silo.Options;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Gateways;

public sealed class HttpGatewayTests
{
    private const string Key = "a secret of an adapter";

    [Fact]
    public async Task A_command_is_posted_signed_and_confirmed_by_telemetry()
    {
        await using var adapter = await Adapter.StartAsync();
        await using var silo = await StartAsync(adapter.Url);
        var car = await CarAsync(silo);
        var action = await ActAsync(silo, car);
        var (body, headers) = adapter.Received.ShouldHaveSingleItem();
        var command = JsonNode.Parse(body)!;
        ((string)command["commandId"]!, (string)command["deviceId"]!, (string)command["kind"]!).ShouldBe(((string)action["id"]!, car, "START"));
        command["argument"].ShouldBeNull();
        var bytes = Encoding.UTF8.GetBytes(body);
        var key = Encoding.UTF8.GetBytes(Key);
        headers["x-orleansflex-signature"].ShouldBe($"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(key, bytes))}");
        var signed = Encoding.UTF8.GetBytes($"{headers["webhook-id"]}.{headers["webhook-timestamp"]}.{body}");
        headers["webhook-signature"].ShouldBe($"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}");
        await ReportAsync(silo, car, $$""" "commandId":"{{action["id"]}}","commandStatus":"CONFIRMED" """);
        (await StateAsync(silo, action)).ShouldBe("CONFIRMED");
    }

    [Fact]
    public async Task An_adapter_that_refuses_fails_the_action_and_one_that_is_busy_is_asked_again()
    {
        await using var adapter = await Adapter.StartAsync();
        await using var silo = await StartAsync(adapter.Url);
        var car = await CarAsync(silo);
        foreach (var refusal in new[] { 400, 302 })
        {
            adapter.Status = refusal;
            var refused = await ActAsync(silo, car);
            (await StateAsync(silo, refused)).ShouldBe("FAILED");
        }

        adapter.Status = 503;
        var before = adapter.Received.Count;
        var action = await ActAsync(silo, car);
        (await StateAsync(silo, action)).ShouldBe("PENDING");
        adapter.Status = 200;
        await AdvanceAsync(silo, "PT30S");
        adapter.Received.Skip(before).Select(received => (string)JsonNode.Parse(received.Body)!["commandId"]!).ShouldBe([(string)action["id"]!, (string)action["id"]!]);
        await AdvanceAsync(silo, "PT5M");
        (await StateAsync(silo, action)).ShouldBe("FAILED");
    }

    [Fact]
    public async Task A_gateway_is_a_tenant_s_own_and_its_secret_stays_inside()
    {
        await using var silo = await StartAsync("http://127.0.0.1:9/commands");
        var shown = await silo.Http.GetStringAsync("/gateways");
        shown.ShouldContain("ACME");
        shown.ShouldNotContain(Key);
        using var stranger = new HttpClient { BaseAddress = silo.Http.BaseAddress };
        stranger.DefaultRequestHeaders.Authorization = new("Bearer", await silo.TokenAsync("stranger", "strange"));
        (await stranger.GetStringAsync("/gateways")).ShouldBe("""{"data":[]}""");
        await (await stranger.GetAsync("/gateways/ACME")).Problem(HttpStatusCode.NotFound);
        await (await stranger.DeleteAsync("/gateways/ACME")).Problem(HttpStatusCode.NotFound);
        (await silo.Http.DeleteAsync("/gateways/ACME")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await (await silo.Http.GetAsync("/gateways/ACME")).Problem(HttpStatusCode.NotFound);
        var refused = await silo.Http.PostOrPut("PUT", "/gateways/SANDBOX", Encoding.UTF8.GetBytes("""{"commandUrl":"https://example.com","secret":"0123456789abcdef"}"""));
        await refused.Issues("vendor");
    }

    [Fact]
    public async Task Private_addresses_are_refused_where_they_are_not_allowed()
    {
        await using var silo = await (await RunningSilo.StartAsync()).SignedInAsync();
        foreach (var url in new[] { "https://127.0.0.1/x", "http://example.com/x", "https://localhost/x", "https://10.0.0.1/x", "ftp://example.com/" })
        {
            var body = $$"""{"commandUrl":"{{url}}","secret":"0123456789abcdef"}""";
            await (await silo.Http.PostOrPut("PUT", "/gateways/ACME", Encoding.UTF8.GetBytes(body))).Issues("commandUrl");
        }
    }

    private static async Task<RunningSilo> StartAsync(string url)
    {
        var silo = await (await RunningSilo.StartAsync(new SiloOptions
        {
            Sandbox = new SandboxOptions { Enabled = true, Clock = ClockSetting.Held, StartAt = new DateTimeOffset(2025, 6, 2, 18, 0, 0, TimeSpan.Zero) },
            Webhooks = new WebhookOptions { AllowPrivate = true },
            Clients =
            [
                new ClientOptions { Id = RunningSilo.ClientId, Secret = Secret.Of(RunningSilo.ClientSecret) },
                new ClientOptions { Id = "stranger", Secret = Secret.Of("strange") },
            ],
        })).SignedInAsync();
        using var put = await silo.Http.PostOrPut("PUT", "/gateways/ACME", Encoding.UTF8.GetBytes($$"""{"commandUrl":"{{url}}","secret":"{{Key}}"}"""));
        put.StatusCode.ShouldBe(HttpStatusCode.OK);
        return silo;
    }

    private static async Task<string> CarAsync(RunningSilo silo)
    {
        var linked = await silo.Http.PostJson("/users/u1/devices", """{"type":"vehicle","vendor":"ACME","ratings":{"maxPowerKw":11,"batteryCapacityKwh":60} }""");
        var id = (string)(await linked.Json())["id"]!;
        await ReportAsync(silo, id, "\"isPluggedIn\":true,\"isCharging\":false,\"batteryLevel\":40");
        return id;
    }

    private static async Task ReportAsync(RunningSilo silo, string car, string members)
    {
        var now = (string)(await (await silo.Http.GetAsync("/sandbox/clock")).Json())["now"]!;
        var answer = await silo.Http.PostJson("/devices/states", $$"""[{"deviceId":"{{car}}","at":"{{now}}",{{members}}}]""");
        ((int)(await answer.Json())["accepted"]!).ShouldBe(1);
    }

    private static async Task<JsonNode> ActAsync(RunningSilo silo, string car)
    {
        var answer = await silo.Http.PostJson($"/vehicles/{car}/charging", """{"action":"START"}""");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var action = await answer.Json();
        await AdvanceAsync(silo, "PT1S");
        return action;
    }

    // A held clock waits until the command is handed over.
    private static async Task AdvanceAsync(RunningSilo silo, string span) =>
        (await silo.Http.PostJson("/sandbox/clock", $$"""{"advance":"{{span}}"}""")).StatusCode.ShouldBe(HttpStatusCode.OK);

    private static async Task<string> StateAsync(RunningSilo silo, JsonNode action) =>
        (string)(await (await silo.Http.GetAsync($"/vehicles/actions/{action["id"]}")).Json())["state"]!;
}
