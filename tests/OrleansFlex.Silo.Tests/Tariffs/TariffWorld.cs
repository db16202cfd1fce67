using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using OrleansFlex.Silo.Options;
using OrleansFlex.Silo.Tests.Contract;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Tariffs;

/// <summary>A silo with a held clock and one location, and short ways to send what tariffs need.</summary>
internal sealed class TariffWorld(RunningSilo silo, string locationId) : IAsyncDisposable
{
    public HttpClient Http => silo.Http;

    public string LocationId => locationId;

    public static async Task<TariffWorld> StartAsync(DateTimeOffset start, string timezoneName = "Europe/Brussels")
    {
        var silo = await (await RunningSilo.StartAsync(new SiloOptions
        {
            Sandbox = new SandboxOptions { Enabled = true, Clock = ClockSetting.Held, StartAt = start },
        })).SignedInAsync();
        var made = await silo.Http.PostJson("/users/u/locations", $$"""{"name":"Home","latitude":50,"longitude":4,"timezoneName":"{{timezoneName}}"}""");
        return new TariffWorld(silo, FlexWorld.Id(await made.Content.ReadAsStringAsync()));
    }

    public async Task AddTariff(string id, string direction = "import", string? currency = "EUR") => (await Http.PostJson(
        $"/flex/tariffs/{id}",
        currency is null ? $$"""{"direction":"{{direction}}","per":"scalar"}""" : $$"""{"direction":"{{direction}}","currency":"{{currency}}","per":"kWh"}"""))
        .StatusCode.ShouldBe(HttpStatusCode.Created);

    public async Task<HttpResponseMessage> Push(string id, string? key, string to, params (string At, string Rate)[] values)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/flex/tariffs/{id}/timeseries");
        var list = string.Join(',', values.Select(value => $$"""{"at":"{{value.At}}","rate":{{value.Rate}}}"""));
        request.Content = new StringContent($$"""{"to":"{{to}}","values":[{{list}}]}""", Encoding.UTF8, "application/json");
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await Http.SendAsync(request);
    }

    public Task<HttpResponseMessage> SetFormula(string formula, string variables = """{"spot":"spot"}""") => Http.PostJson(
        $"/flex/locations/{locationId}/tariff-formula", new JsonObject
        {
            ["direction"] = "import",
            ["variables"] = JsonNode.Parse(variables),
            ["formula"] = formula,
        }.ToJsonString());

    public Task<HttpResponseMessage> Resolved(string from, string to, string more = "") =>
        Http.GetAsync($"/flex/locations/{locationId}/tariffs/resolved?from={from}&to={to}&direction=import{more}");

    /// <summary>Intervals as <c>from to rate-or-reason</c>.</summary>
    public static IReadOnlyList<string> Intervals(JsonNode body) =>
        [.. body["intervals"]!.AsArray().Select(i => $"{(string)i!["from"]!} {(string)i["to"]!} {i["rate"]?.ToJsonString() ?? (string?)i["reason"]}")];

    public Task Advance(string span) => Http.PostJson("/sandbox/clock", $$"""{"advance":"{{span}}"}""");

    public ValueTask DisposeAsync() => silo.DisposeAsync();
}
