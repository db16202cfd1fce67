using System.Net;
using System.Text.Json.Nodes;
using OrleansFlex.Domain.Sessions;
using OrleansFlex.Silo.Tests.Contract;
using OrleansFlex.Silo.Tests.Hosting;
using static OrleansFlex.Silo.Tests.Sessions.SessionEndpointTests;

namespace OrleansFlex.Silo.Tests.Sessions;

public sealed class ChargingReportEndpointTests
{
    private const string Days = "startDate=2025-05-30T23:59:59%2B09:00&endDate=2025-06-02T00:00:00-11:00";

    [Fact]
    public async Task Dates_count_as_they_are_written_and_rows_carry_the_local_offset()
    {
        await using var world = await FlexWorld.StartAsync();
        var policyId = await world.MakePolicy();

        var rows = (JsonArray)await Json(world, $"/flex/vehicle-policies/{policyId}/charging-report?{Days}");

        rows.Select(row => (string)row!["date"]!).ShouldBe(["2025-05-30T00:00:00+02:00", "2025-05-31T00:00:00+02:00", "2025-06-01T00:00:00+02:00"]);
        rows[0]!["states"]!.ToJsonString().ShouldBe(
            """{"UNAVAILABLE":0,"IMMEDIATE:OVERRIDE":0,"SCHEDULE:BATTERY_RESERVE":0,"SCHEDULE:REGULAR":0,"SCHEDULE:OVERRIDE":0,"SCHEDULE:INFLEXIBLE":0}""");
        var months = (JsonArray)await Json(world, $"/flex/vehicle-policies/{policyId}/charging-report?{Days}&resolution=MONTH");
        months.Select(row => (string)row!["date"]!).ShouldBe(["2025-05-01T00:00:00+02:00", "2025-06-01T00:00:00+02:00"]);
    }

    [Fact]
    public async Task Settled_and_live_energy_of_the_policy_counts_and_no_other()
    {
        await using var world = await FlexWorld.StartAsync();
        var policyId = await world.MakePolicy();
        var (policy, vehicle, location) = (Guid.Parse(policyId), Guid.Parse(world.VehicleId), Guid.Parse(world.LocationId));
        var midnight = new DateTimeOffset(2025, 5, 30, 22, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        var sample = SampleSessions.Settled(1, midnight, SampleSessions.Quarter) with { VehicleId = vehicle, LocationId = location };
        await Add(world,
        [
            sample with { PolicyId = policy, Ledger = [new(midnight - SampleSessions.Quarter, StatusState.Regular, 1_000_000), new(midnight, StatusState.ImmediateOverride, 20_000_001)] },
            sample with { Id = new Guid(2, 0, 0, new byte[8]), Ledger = [new(midnight, StatusState.Inflexible, 300_000_000)] },
            sample with { Id = new Guid(3, 0, 0, new byte[8]), PolicyId = null, Ledger = [new(midnight, StatusState.Unavailable, 4)] },
            sample with { Id = new Guid(4, 0, 0, new byte[8]), VehicleId = SampleSessions.Vehicle, Ledger = [new(midnight, StatusState.Regular, 5)] },
        ]);

        var own = (JsonArray)await Json(world, $"/flex/vehicle-policies/{policyId}/charging-report?{Days}");
        var pair = (JsonArray)await Json(world, $"/flex/vehicle-policies/charging-report?{Days}&locationId={location}&vehicleId={vehicle}");

        own.Select(row => (decimal)row!["states"]!["SCHEDULE:REGULAR"]!).ShouldBe([1, 0, 0]);
        own.Select(row => (decimal)row!["states"]!["IMMEDIATE:OVERRIDE"]!).ShouldBe([0, 20.000001m, 0]);
        own.Select(row => (decimal)row!["states"]!["SCHEDULE:INFLEXIBLE"]!).ShouldBe([0, 0, 0]);
        pair.Select(row => (decimal)row!["states"]!["SCHEDULE:INFLEXIBLE"]!).ShouldBe([0, 300, 0], "a policy that was deleted settled it");
        pair.Select(row => (decimal)row!["states"]!["SCHEDULE:REGULAR"]!).ShouldBe([1, 0, 0]);
        pair.Sum(row => row!["states"]!.AsObject().Sum(state => (decimal)state.Value!)).ShouldBe(321.000001m);
    }

    [Fact]
    public async Task The_live_session_counts_until_it_settles_and_then_once()
    {
        await using var world = await FlexWorld.StartAsync();
        var policyId = await world.MakePolicy();
        var address = $"/flex/vehicle-policies/{policyId}/charging-report?startDate=2025-06-02T00:00:00Z&endDate=2025-06-03T00:00:00Z";
        await world.Observe("18:01:00", "true", 40, charging: true);
        await world.Advance("PT20M");
        await world.Observe("18:16:00", "true", 43, charging: true);
        var live = Sum(await Json(world, address));
        live.ShouldBeGreaterThan(1);

        await world.Observe("18:17:00", "false", 43);

        Sum(await Json(world, address)).ShouldBeInRange(live, live + 0.5m);
        Sum(await Json(world, $"/flex/vehicle-policies/charging-report?startDate=2025-06-02T00:00:00Z&endDate=2025-06-03T00:00:00Z&locationId={world.LocationId}&vehicleId={world.VehicleId}"))
            .ShouldBe(Sum(await Json(world, address)));
    }

    [Fact]
    public async Task What_cannot_be_reported_is_refused()
    {
        await using var world = await FlexWorld.StartAsync();
        var policyId = await world.MakePolicy();
        var address = $"/flex/vehicle-policies/{policyId}/charging-report";

        await (await world.Http.GetAsync(address)).Issues("startDate", "endDate");
        await (await world.Http.GetAsync($"{address}?startDate=2025-06-02T00:00:00Z&endDate=2025-06-02T23:00:00Z")).Issues("endDate");
        await (await world.Http.GetAsync($"{address}?startDate=2025-06-02T00:00:00Z&endDate=2025-06-01T23:00:00Z")).Issues("endDate");
        await (await world.Http.GetAsync($"{address}?startDate=2024-01-01T00:00:00Z&endDate=2025-02-05T00:00:00Z")).Issues("endDate");
        await (await world.Http.GetAsync($"{address}?startDate=2024-01-01T00:00:00Z&endDate=2024-02-05T00:00:00Z&resolution=day")).Issues("resolution");
        await (await world.Http.GetAsync($"/flex/vehicle-policies/charging-report?{Days}")).Issues("locationId", "vehicleId");
        await (await world.Http.GetAsync($"/flex/vehicle-policies/{Guid.Empty}/charging-report?{Days}")).Problem(HttpStatusCode.NotFound);
        foreach (var pair in new[] { (Guid.Empty.ToString(), world.VehicleId), (world.LocationId, Guid.Empty.ToString()) })
            await (await world.Http.GetAsync($"/flex/vehicle-policies/charging-report?{Days}&locationId={pair.Item1}&vehicleId={pair.Item2}")).Problem(HttpStatusCode.NotFound);
    }

    private static decimal Sum(JsonNode report) => report.AsArray().Sum(row => row!["states"]!.AsObject().Sum(state => (decimal)state.Value!));
}
