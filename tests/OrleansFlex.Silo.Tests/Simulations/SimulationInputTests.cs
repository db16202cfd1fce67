using System.Net;
using OrleansFlex.Silo.Tests.Contract;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Simulations;

/// <summary>Simulations that make no sense or are too large: a clear 400, and no simulation.</summary>
public sealed class SimulationInputTests
{
    [Fact]
    public async Task Bad_input_is_refused_with_its_member_and_starts_nothing()
    {
        await using var world = await FlexWorld.StartAsync();
        foreach (var (old, now, paths) in Spoilt())
        {
            var body = SimulationWorld.Small.Replace(old, now, StringComparison.Ordinal);
            body.ShouldNotBe(SimulationWorld.Small, old);
            await (await world.Http.PostJson("/flex/simulations", body)).Issues(paths);
        }

        var tooMany = string.Join(',', Enumerable.Repeat(SimulationWorld.Vehicle, 1001));
        await (await world.Http.PostJson("/flex/simulations", SimulationWorld.Small.Replace(SimulationWorld.Vehicle, tooMany, StringComparison.Ordinal))).Issues("fleet.vehicles");
        await (await world.Http.PostBytes("/flex/simulations", new byte[(8 << 20) + 1])).Problem(HttpStatusCode.RequestEntityTooLarge);
        await (await world.Http.GetAsync($"/flex/simulations/{Guid.NewGuid()}")).Problem(HttpStatusCode.NotFound);
        await (await world.Http.GetAsync("/flex/simulations/x")).Problem(HttpStatusCode.NotFound);
        await (await world.Http.DeleteAsync("/flex/simulations/%01")).Problem(HttpStatusCode.NotFound);
        await (await world.Http.GetAsync("/flex/simulations/x/events")).Problem(HttpStatusCode.NotFound);
        await (await world.Http.GetAsync("/flex/simulations?pageSize=0")).Issues("pageSize");
        await (await world.Http.GetAsync("/flex/simulations?after=x")).Issues("after");
        using var nobody = new HttpClient { BaseAddress = world.Http.BaseAddress };
        await (await nobody.PostJson("/flex/simulations", SimulationWorld.Small)).Problem(HttpStatusCode.Unauthorized);
        (await (await world.Http.GetAsync("/flex/simulations")).Json())["data"]!.AsArray().ShouldBeEmpty();
    }

    private static IEnumerable<(string Old, string New, string[] Paths)> Spoilt() =>
    [
        ("\"from\":\"2025-06-02\"", "\"from\":\"2025-06-02T00:00:00Z\"", ["from"]),
        ("\"from\":\"2025-06-02\"", "\"from\":\"2025-02-30\"", ["from"]),
        ("\"to\":\"2025-06-04\"", "\"to\":\"2025-06-02\"", ["to"]),
        ("\"to\":\"2025-06-04\"", "\"to\":\"2035-06-04\"", ["to"]),
        ("\"to\":\"2025-06-04\"", "\"to\":\"2025-06-07\"", ["prices"]),
        ("\"timezoneName\":\"Europe/Brussels\"", "\"timezoneName\":\"Nowhere/Else\"", ["timezoneName"]),
        ("\"timezoneName\":\"Europe/Brussels\",", "", ["timezoneName"]),
        ("\"EUR\"", "\"euro\"", ["prices.currency"]),
        ("\"to\":\"2025-06-06T00:00:00Z\"", "\"to\":\"2025-06-03T05:00:00Z\"", ["prices.to"]),
        ("\"at\":\"2025-06-02T22:00:00Z\"", "\"at\":\"2025-06-01T00:00:00Z\"", ["prices.values[1].at"]),
        ("\"price\":0.10", "\"price\":1e7", ["prices.values[1].price"]),
        (SimulationWorld.Prices, "\"zoneId\":\"Z\"", ["areaId"]),
        (SimulationWorld.Prices, "\"zoneId\":\"nowhere\",\"areaId\":\"A\"", ["zoneId"]),
        (SimulationWorld.Prices, SimulationWorld.Prices + ",\"locationId\":\"x\"", ["locationId"]),
        (SimulationWorld.Prices, SimulationWorld.Prices + ",\"locationId\":\"00000000-0000-0000-0000-000000000000\"", ["locationId"]),
        (SimulationWorld.Prices, SimulationWorld.Prices + ",\"locationId\":\"00000000-0000-0000-0000-000000000000\",\"areaId\":\"A\"", ["zoneId"]),
        (SimulationWorld.Prices, SimulationWorld.Prices + ",\"zoneId\":\"Z\",\"areaId\":\"A\"", ["zoneId", "areaId"]),
        (SimulationWorld.Prices, SimulationWorld.Prices + ",\"areaId\":\"A\"", ["areaId"]),
        ("\"fleet\":", "\"flight\":", ["fleet"]),
        ("\"vehicles\":", "\"vessels\":", ["fleet.vehicles"]),
        ("\"vehicles\":[", "\"sessions\":[],\"vehicles\":[", ["fleet.sessions", "fleet.sessions"]),
        ("\"maxPowerKw\":8", "\"maxPowerKw\":0", ["fleet.vehicles[0].maxPowerKw"]),
        ("\"maxPowerKw\":8", "\"maxPowerKw\":8,\"minPowerKw\":9", ["fleet.vehicles[0].minPowerKw"]),
        ("\"maxPowerKw\":8", "\"maxPowerKw\":8,\"count\":10001", ["fleet.vehicles[0].count"]),
        ("\"maxPowerKw\":8", "\"maxPowerKw\":8,\"days\":[\"monday\",\"someday\"]", ["fleet.vehicles[0].days[1]"]),
        ("\"arrival\":\"18:00\"", "\"arrival\":\"24:00\"", ["fleet.vehicles[0].arrival"]),
        ("\"target\":80", "\"target\":101", ["fleet.vehicles[0].target"]),
        ("\"target\":80", "\"target\":80,\"chargeLimit\":79", ["fleet.vehicles[0].target"]),
        ("\"target\":80", "\"target\":80,\"reserve\":81", ["fleet.vehicles[0].reserve"]),
        ("\"efficiency\":1", "\"efficiency\":0", ["fleet.vehicles[0].efficiency"]),
        ("\"startCost\":0", "\"startCost\":-1", ["startCost"]),
        ("\"minimumBlockMinutes\":0", "\"minimumBlockMinutes\":1.5", ["minimumBlockMinutes"]),
        ("\"marginMinutes\":0", "\"marginMinutes\":721", ["marginMinutes"]),
        ("\"vehicles\":[" + SimulationWorld.Vehicle + "]",
            """
            "sessions":[{"arriveAt":"2025-06-02T18:00:00Z","departAt":"2025-06-02T17:00:00Z","energyKwh":0,"maxPowerKw":8}]
            """, ["fleet.sessions[0].energyKwh"]),
        ("\"vehicles\":[" + SimulationWorld.Vehicle + "]",
            """
            "sessions":[{"arriveAt":"2025-06-02T18:00:00Z","departAt":"2025-06-02T17:00:00Z","energyKwh":1,"maxPowerKw":8}]
            """, ["fleet.sessions[0].departAt"]),
    ];
}
