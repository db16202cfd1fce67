using System.Net;
using System.Text.Json.Nodes;
using OrleansFlex.Silo.Tests.Contract;
using OrleansFlex.Silo.Tests.Events;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Simulations;

/// <summary>Simulations as callers see them.</summary>
public sealed class SimulationEndpointTests
{
    [Fact]
    public async Task A_simulation_runs_and_tells_what_planning_saves()
    {
        await using var world = await FlexWorld.StartAsync();
        var address = await world.Http.Simulate(SimulationWorld.Small);
        var job = await world.Http.End(address);
        ((string)job["state"]!, (double)job["progress"]!, (string)job["from"]!, (string)job["timezoneName"]!).ShouldBe(("DONE", 1, "2025-06-02", "Europe/Brussels"));
        var result = job["result"]!;
        Text(result, "currency", "sessions", "notReached", "energyKwh", "energyKwhImmediate", "cost", "costImmediate", "saving", "savingPercent", "starts", "startsImmediate")
            .ShouldBe("EUR 1 0 36 36 3.6 10.8 7.2 66.67 1 1");
        var shape = result["shape"]!.AsArray();
        shape.Count.ShouldBe(96);
        // Midnight in Brussels is 22:00 UTC; one night of two days.
        shape[0]!.ToJsonString().ShouldBe("""{"at":"00:00","planned":4,"immediate":0}""");
        shape[18 * 4]!.ToJsonString().ShouldBe("""{"at":"18:00","planned":0,"immediate":4}""");
        var month = result["perMonth"]!.AsArray().ShouldHaveSingleItem()!;
        Text(month, "month", "sessions", "cost", "saving").ShouldBe("2025-06 1 3.6 7.2");
    }

    [Fact]
    public async Task Stored_signals_and_the_location_give_prices_and_past_sessions()
    {
        await using var world = await FlexWorld.StartAsync();
        await world.Send("POST", "/flex/zones/Z", """{"currency":"EUR"}""");
        await world.MakePolicy();
        await world.Settle();
        await world.Send("PUT", "/flex/price-signals/Z/areas/A",
            """{"currency":"EUR","to":"2025-06-05T00:00:00Z","values":[{"at":"2025-06-01T00:00:00Z","price":0.30},{"at":"2025-06-02T22:00:00Z","price":0.10}]}""");
        var stored = SimulationWorld.Small.Replace(SimulationWorld.Prices, "\"zoneId\":\"Z\",\"areaId\":\"A\"", StringComparison.Ordinal);
        var byArea = await world.Http.End(await world.Http.Simulate(stored));
        Text(byArea["result"]!, "currency", "cost", "costImmediate").ShouldBe("EUR 3.6 10.8");
        var byLocation = await world.Http.End(await world.Http.Simulate($$"""{"locationId":"{{world.LocationId}}","from":"2025-06-02","to":"2025-06-03"}"""));
        ((string)byLocation["timezoneName"]!).ShouldBe("Europe/Brussels");
        var session = byLocation["result"]!;
        ((int)session["sessions"]!, (decimal)session["energyKwh"]! > 0).ShouldBe((1, true));
        ((decimal)session["cost"]!).ShouldBe((decimal)session["energyKwh"]! * 0.30m, 1e-9m);
    }

    [Fact]
    public async Task A_locations_import_rate_adds_to_the_price()
    {
        await using var world = await FlexWorld.StartAsync();
        await world.Send("POST", "/flex/zones/Z", """{"currency":"EUR"}""");
        var requests = new Contract.Requests(world);
        foreach (var key in new[] { "POST /flex/tariffs/{tariffId}", "PUT /flex/tariffs/{tariffId}/timeseries" })
        {
            var operation = world.Operations.Single(o => o.Key == key);
            await world.Send(operation, requests.Address(operation), key[1] == 'U'
                ? """{"to":"2025-06-08T00:00:00Z","values":[{"at":"2025-06-02T22:00:00Z","rate":0.05}]}"""
                : requests.Body(operation));
        }

        await world.Send("POST", $"/flex/locations/{world.LocationId}/tariff-formula", """{"direction":"import","variables":{"grid":"T"},"formula":"grid * 2"}""");
        var body = $$"""{"locationId":"{{world.LocationId}}","from":"2025-06-03","to":"2025-06-05",{{SimulationWorld.Prices}},"fleet":{"vehicles":[{{SimulationWorld.Vehicle}}]} }""";
        var both = await world.Http.End(await world.Http.Simulate(body));
        Text(both["result"]!, "sessions", "cost").ShouldBe("1 14.4");
        // The tariff alone, since nobody has pushed a signal.
        var alone = await world.Http.End(await world.Http.Simulate(body.Replace(SimulationWorld.Prices + ",", "", StringComparison.Ordinal)));
        Text(alone["result"]!, "currency", "cost").ShouldBe("EUR 3.6");
        await (await world.Http.PostJson("/flex/simulations", body.Replace("\"EUR\"", "\"SEK\"", StringComparison.Ordinal))).Issues("prices.currency");
        var early = await world.Http.PostJson("/flex/simulations", body.Replace("2025-06-03\"", "2025-06-02\"", StringComparison.Ordinal));
        (await early.Content.ReadAsStringAsync()).ShouldContain("prices must be known throughout, but the location's import formula has none from 2025-06-01T22:00:00Z to 2025-06-02T22:00:00Z");
        await early.Issues("locationId");
    }

    [Fact]
    public async Task A_simulation_can_be_followed_and_cancelled_and_then_deleted()
    {
        await using var world = await FlexWorld.StartAsync();
        var address = await world.Http.Simulate(SimulationWorld.Large());
        await using (var live = await LiveReader.OpenAsync(world.Http, path: address + "/events"))
        {
            var first = JsonNode.Parse((await live.NextAsync())!.Value.Data)!;
            ((string)first["state"]!).ShouldBeOneOf("QUEUED", "RUNNING");
            // Until it has got somewhere.
            while ((double)JsonNode.Parse((await live.NextAsync())!.Value.Data)!["progress"]! == 0)
            {
            }

            (await world.Http.DeleteAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
            JsonNode? last = null;
            while (await live.NextAsync() is { } item)
                last = JsonNode.Parse(item.Data);
            ((string)last!["state"]!).ShouldBe("CANCELLED");
        }

        var job = await (await world.Http.GetAsync(address)).Json();
        ((string)job["state"]!, job["result"], (double)job["progress"]! < 1).ShouldBe(("CANCELLED", null, true));
        (await world.Http.DeleteAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await (await world.Http.GetAsync(address)).Problem(HttpStatusCode.NotFound);
        await (await world.Http.DeleteAsync(address)).Problem(HttpStatusCode.NotFound);
        await (await world.Http.GetAsync(address + "/events")).Problem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Too_many_of_one_tenant_are_refused_and_keep_no_other_waiting()
    {
        await using var world = await FlexWorld.StartAsync();
        var large = SimulationWorld.Large();
        var addresses = new List<string>();
        for (var i = 0; i < 5; i++)
            addresses.Add(await world.Http.Simulate(large));
        var refused = await world.Http.PostJson("/flex/simulations", SimulationWorld.Small);
        await refused.Problem(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
        ((string)(await world.Stranger.End(await world.Stranger.Simulate(SimulationWorld.Small)))["state"]!).ShouldBe("DONE");

        var page = await (await world.Http.GetAsync("/flex/simulations?pageSize=3")).Json();
        page["data"]!.AsArray().Select(job => $"/flex/simulations/{(string)job!["id"]!}").ShouldBe(addresses.AsEnumerable().Reverse().Take(3));
        var rest = await (await world.Http.GetAsync($"/flex/simulations?pageSize=3&after={(string)page["pagination"]!["after"]!}")).Json();
        rest["data"]!.AsArray().Count.ShouldBe(2);
        foreach (var address in addresses)
            await world.Http.DeleteAsync(address);
        ((string)(await world.Http.End(await world.Http.Simulate(SimulationWorld.Small)))["state"]!).ShouldBe("DONE");
    }

    [Fact]
    public async Task Another_tenant_finds_nothing()
    {
        await using var world = await FlexWorld.StartAsync();
        await world.Send("POST", "/flex/zones/Z", """{"currency":"EUR"}""");
        var address = await world.Http.Simulate(SimulationWorld.Small);
        await (await world.Stranger.GetAsync(address)).Problem(HttpStatusCode.NotFound);
        await (await world.Stranger.GetAsync(address + "/events")).Problem(HttpStatusCode.NotFound);
        await (await world.Stranger.DeleteAsync(address)).Problem(HttpStatusCode.NotFound);
        (await (await world.Stranger.GetAsync("/flex/simulations")).Json())["data"]!.AsArray().ShouldBeEmpty();
        var here = $$"""{"locationId":"{{world.LocationId}}","from":"2025-06-02","to":"2025-06-03"}""";
        await (await world.Stranger.PostJson("/flex/simulations", here)).Issues("locationId");
        var stored = SimulationWorld.Small.Replace(SimulationWorld.Prices, "\"zoneId\":\"Z\",\"areaId\":\"A\"", StringComparison.Ordinal);
        await (await world.Stranger.PostJson("/flex/simulations", stored)).Issues("zoneId");
        await (await world.Http.PostJson("/flex/simulations", stored)).Issues("areaId");
        ((string)(await world.Http.End(address))["state"]!).ShouldBe("DONE");
    }

    private static string Text(JsonNode node, params string[] members) => string.Join(' ', members.Select(name => node[name]?.ToString() ?? "null"));
}
