using System.Globalization;
using System.Text.Json.Nodes;
using OrleansFlex.Silo.Options;
using OrleansFlex.Silo.Tests.Contract;
using OrleansFlex.Silo.Tests.Hosting;
using OrleansFlex.Silo.Tests.Stories;

namespace OrleansFlex.Silo.Tests.Sessions;

/// <summary>What a night costs on which clocks go forward, with a tariff formula and a price signal together, from plug-in to the report.</summary>
public sealed class ValuationEndpointTests
{
    private static readonly DateTimeOffset Start = new(2025, 3, 29, 16, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Report_and_sessions_show_the_same_money()
    {
        await using var silo = await (await RunningSilo.StartAsync(new SiloOptions
        {
            Sandbox = new SandboxOptions { Enabled = true, Clock = ClockSetting.Held, StartAt = Start },
        })).SignedInAsync();
        var home = FlexWorld.Id(await Send(silo, "POST", "/users/u1/locations",
            """{"name":"Home","latitude":50.8,"longitude":4.3,"timezoneName":"Europe/Brussels","zone":"BE","area":"A"}"""));
        await Send(silo, "POST", "/flex/zones/BE", """{"currency":"EUR"}""");
        await Send(silo, "PUT", "/flex/price-signals/BE/areas/A", Hourly("price", "EUR", hour => 0.001m * hour));
        await Send(silo, "POST", "/flex/tariffs/spot", """{"direction":"import","currency":"EUR","per":"kWh"}""");
        await Send(silo, "PUT", "/flex/tariffs/spot/timeseries", Hourly("rate", null, hour => 0.1m + (0.01m * (hour % 7)), first: 2));
        await Send(silo, "POST", $"/flex/locations/{home}/tariff-formula", """{"direction":"import","variables":{"spot":"spot"},"formula":"spot / 3 + 0.05"}""");
        await Advance(silo, 2);
        var car = FlexWorld.Id(await Send(silo, "POST", "/users/u1/devices",
            $$"""{"type":"vehicle","vendor":"TESLA","locationId":"{{home}}","ratings":{"maxPowerKw":11,"batteryCapacityKwh":60} }"""));
        await Observe(silo, car, home, 2, 0, plugged: false);
        var policy = FlexWorld.Id(await Send(silo, "POST", "/flex/vehicle-policies", $$"""{"vehicleId":"{{car}}","locationId":"{{home}}","batteryReserve":0,"schedule":{{Story.Schedule(80, "07:00")}} }"""));

        // Plugged in at 19:00, charged from 22:00 to 3:00 UTC: across local midnight and the hour that the clocks skip.
        await Advance(silo, 1);
        await Observe(silo, car, home, 3, 0);
        await Advance(silo, 3);
        await Observe(silo, car, home, 6, 0, rate: 7);
        for (var hour = 7; hour <= 11; hour++)
        {
            await Advance(silo, 1);
            await Observe(silo, car, home, hour, 7 * (hour - 6), rate: hour < 11 ? 7 : 0);
        }

        var live = Money(JsonNode.Parse(await Send(silo, "GET", $"/flex/vehicle-policies/{policy}/session"))!["valuation"]);
        live.Actual.ShouldBe(Enumerable.Range(6, 5).Sum(hour => 7 * Price(hour)));
        live.Immediate.ShouldBe((11 * (Price(3) + Price(4) + Price(5))) + (2 * Price(6)));
        live.Saving.ShouldBe(live.Immediate - live.Actual);
        var early = await Report(silo, policy, "2025-03-29", "2025-04-01");

        await Advance(silo, 1);
        await Observe(silo, car, home, 12, 35, plugged: false);
        var listed = JsonNode.Parse(await Send(silo, "GET", "/flex/vehicle-policies/sessions"))!["data"]!.AsArray().ShouldHaveSingleItem()!;
        Money(listed["valuation"]).ShouldBe(live);
        var rows = await Report(silo, policy, "2025-03-29", "2025-04-01");
        rows.ToJsonString().ShouldBe(early.ToJsonString());
        rows[0]!["valuation"]!["actual"]!.GetValue<decimal>().ShouldBe(7 * Price(6), "the quarter of 22:00 UTC is still the 29th");
        rows[2]!["valuation"].ShouldBeNull();
        Sum(rows).ShouldBe(live);
        Sum(await Report(silo, policy, "2025-03-29", "2025-04-01", "&resolution=MONTH")).ShouldBe(live);
        var pair = JsonNode.Parse(await Send(silo, "GET",
            $"/flex/vehicle-policies/charging-report?locationId={home}&vehicleId={car}&startDate=2025-03-30T00:00:00Z&endDate=2025-03-31T00:00:00Z"))!.AsArray();
        pair.ToJsonString().ShouldBe(new JsonArray(rows[1]!.DeepClone()).ToJsonString());
    }

    private static decimal Price(int hour) => Math.Round(((0.1m + (0.01m * (hour % 7))) / 3) + 0.05m + (0.001m * hour), 12);

    private static (string Currency, decimal Actual, decimal Immediate, decimal Saving) Money(JsonNode? value) =>
        ((string)value!["currency"]!, (decimal)value["actual"]!, (decimal)value["immediate"]!, (decimal)value["saving"]!);

    private static (string Currency, decimal Actual, decimal Immediate, decimal Saving) Sum(JsonArray rows) => rows
        .Select(row => row!["valuation"]).OfType<JsonNode>().Select(Money)
        .Aggregate((sum, next) => (next.Currency, sum.Actual + next.Actual, sum.Immediate + next.Immediate, sum.Saving + next.Saving));

    private static async Task<JsonArray> Report(RunningSilo silo, string policy, string start, string end, string more = "") =>
        JsonNode.Parse(await Send(silo, "GET", $"/flex/vehicle-policies/{policy}/charging-report?startDate={start}T00:00:00Z&endDate={end}T00:00:00Z{more}"))!.AsArray();

    private static string Hourly(string name, string? currency, Func<int, decimal> value, int first = 0)
    {
        var values = Enumerable.Range(first, 40).Select(hour => FormattableString.Invariant($$"""{"at":"{{At(hour)}}","{{name}}":{{value(hour)}}}"""));
        return $$"""{ {{(currency is null ? "" : $"\"currency\":\"{currency}\",")}} "to":"{{At(first + 40)}}","values":[{{string.Join(",", values)}}]}""";
    }

    private static Task Observe(RunningSilo silo, string car, string home, int hour, double meter, double rate = 0, bool plugged = true) => Send(silo, "POST", "/devices/states",
        FormattableString.Invariant($$"""
        [{"deviceId":"{{car}}","at":"{{At(hour)}}","isReachable":true,"isPluggedIn":{{(plugged ? "true" : "false")}},"isCharging":{{(rate > 0 ? "true" : "false")}},
        "chargeRateKw":{{rate}},"energyMeterKwh":{{meter}},"batteryLevel":{{10 + (meter * 1.5)}},"chargeLimit":90,"locationId":"{{home}}"}]
        """));

    private static Task Advance(RunningSilo silo, int hours) => Send(silo, "POST", "/sandbox/clock", $$"""{"advance":"PT{{hours}}H"}""");

    private static string At(int hour) => Start.AddHours(hour).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static async Task<string> Send(RunningSilo silo, string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "PUT")
            request.Headers.Add("Idempotency-Key", path);
        if (body is not null)
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await silo.Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBeLessThan(300, $"{method} {path}: {text}");
        return text;
    }
}
