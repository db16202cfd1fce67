using System.Net;
using System.Text.Json.Nodes;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Sessions;
using OrleansFlex.Silo.Storage;
using OrleansFlex.Silo.Tests.Contract;
using OrleansFlex.Silo.Tests.Hosting;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Tests.Sessions;

public sealed class SessionEndpointTests
{
    private const string List = "/flex/vehicle-policies/sessions";
    private static readonly Guid Elsewhere = new("019e83e9-d400-7532-ad48-cf6851d0c1b5");

    [Fact]
    public async Task Sessions_are_listed_newest_first_and_walked_both_ways()
    {
        await using var world = await FlexWorld.StartAsync();
        var sessions = await Add(world, Enumerable.Range(1, 25).Select(i => SampleSessions.Settled(i, SampleSessions.Start + (i / 2 * SampleSessions.Quarter))));
        var newestFirst = sessions.OrderByDescending(s => s.PluggedInAtMs).ThenByDescending(s => $"{s.Id}", StringComparer.Ordinal).Select(s => $"{s.Id}").ToList();

        var (forth, query) = (new List<string>(), "");
        JsonNode page;
        do
        {
            page = await Json(world, $"{List}?pageSize=10{query}");
            forth.AddRange(Ids(page));
            query = $"&after={page["pagination"]!["after"]}";
        }
        while (page["pagination"]!["after"] is not null);
        forth.ShouldBe(newestFirst);
        var back = Ids(page);
        while (page["pagination"]!["before"] is { } before)
        {
            page = await Json(world, $"{List}?pageSize=10&before={before}");
            back.InsertRange(0, Ids(page));
        }

        back.ShouldBe(newestFirst);
    }

    [Fact]
    public async Task Filters_select_and_unknown_ids_match_nothing()
    {
        await using var world = await FlexWorld.StartAsync();
        var first = SampleSessions.Settled(1);
        var second = SampleSessions.Settled(2, SampleSessions.Start + (10 * SampleSessions.Quarter)) with { PolicyId = null, LocationId = Elsewhere };
        await Add(world, [first, second]);
        string[] one = [$"{first.Id}"], two = [$"{second.Id}"];

        Ids(await Json(world, $"{List}?policyId={SampleSessions.Policy}")).ShouldBe(one);
        Ids(await Json(world, $"{List}?locationId={Elsewhere}")).ShouldBe(two);
        Ids(await Json(world, $"{List}?vehicleId={SampleSessions.Vehicle}")).ShouldBe([two[0], one[0]]);
        Ids(await Json(world, $"{List}?vehicleId={SampleSessions.Vehicle}&locationId={Guid.Empty}")).ShouldBeEmpty();
        Ids(await Json(world, $"{List}?policyId={Guid.Empty}")).ShouldBeEmpty();
        Ids(await Json(world, $"{List}?from={Wire(second.PluggedInAtMs)}")).ShouldBe(two);
        Ids(await Json(world, $"{List}?from={Wire(second.PluggedInAtMs + 1)}")).ShouldBeEmpty();
        Ids(await Json(world, $"{List}?to={Wire(first.PluggedOutAtMs)}")).ShouldBe(one);
        Ids(await Json(world, $"{List}?to={Wire(first.PluggedOutAtMs - 1)}")).ShouldBeEmpty();
        var cursor = (string)(await Json(world, $"{List}?pageSize=1"))["pagination"]!["after"]!;
        await (await world.Http.GetAsync($"{List}?after={cursor}&before={cursor}")).Issues("before");
        var foreign = (string?)(await Json(world, "/locations?pageSize=1"))["pagination"]!["after"];
        await (await world.Http.GetAsync($"{List}?after={foreign}")).Issues("after");
        await (await world.Http.GetAsync($"{List}?after={(string)(await Json(world, "/users?pageSize=1"))["pagination"]!["after"]!}")).Issues("after");
    }

    [Fact]
    public async Task A_session_is_found_under_its_policy_and_an_unmanaged_one_under_any_of_the_vehicle()
    {
        await using var world = await FlexWorld.StartAsync();
        var policyId = await world.MakePolicy();
        var managed = SampleSessions.Settled(1);
        var unmanaged = SampleSessions.Settled(2) with { PolicyId = null, VehicleId = Guid.Parse(world.VehicleId) };
        var strange = SampleSessions.Settled(3) with { PolicyId = null };
        await Add(world, [managed, unmanaged, strange]);

        ((string?)(await Json(world, $"/flex/vehicle-policies/{SampleSessions.Policy}/sessions/{managed.Id}"))["id"]).ShouldBe($"{managed.Id}");
        var found = await Json(world, $"/flex/vehicle-policies/{policyId}/sessions/{unmanaged.Id}");
        found["policyId"].ShouldBeNull();
        found["target"]!["latest"].ShouldBeNull();
        found["outcome"]!["latest"].ShouldBeNull();
        foreach (var address in new[] { $"{policyId}/sessions/{managed.Id}", $"{policyId}/sessions/{strange.Id}", $"{policyId}/sessions/{Guid.Empty}", $"{Guid.Empty}/sessions/{unmanaged.Id}" })
            await (await world.Http.GetAsync($"/flex/vehicle-policies/{address}")).Problem(HttpStatusCode.NotFound);
        await (await world.Stranger.GetAsync($"/flex/vehicle-policies/{SampleSessions.Policy}/sessions/{managed.Id}")).Problem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Deleting_a_user_erases_its_sessions()
    {
        await using var world = await FlexWorld.StartAsync();
        await Add(world, [SampleSessions.Settled(1), SampleSessions.Settled(2) with { UserId = "u2" }]);
        await world.MakePolicy();

        await world.Send("DELETE", "/users/u1");

        Ids(await Json(world, List)).ShouldBe([$"{SampleSessions.Settled(2).Id}"]);
        await (await world.Http.DeleteAsync("/users/u1")).Problem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_session_settles_into_the_list_with_its_energy()
    {
        await using var world = await FlexWorld.StartAsync();
        var policyId = await world.MakePolicy();
        ((string?)(await Json(world, $"/flex/vehicle-policies/{policyId}/session"))["state"])!.ShouldStartWith("ACTIVE:");

        var settled = await Json(world, $"/flex/vehicle-policies/{policyId}/sessions/{await world.Settle()}");

        ((decimal)settled["statistics"]!["aggregated"]!["kwhSum"]!).ShouldBeGreaterThan(1);
        settled["statistics"]!["timeseries"]!.AsArray().Sum(interval => (decimal)interval!["kwh"]!).ShouldBe((decimal)settled["statistics"]!["aggregated"]!["kwhSum"]!);
        var report = (JsonArray)await Json(world, $"/flex/vehicle-policies/{policyId}/charging-report?startDate=2025-06-02T00:00:00Z&endDate=2025-06-03T00:00:00Z");
        report.ShouldHaveSingleItem()!["states"]!.AsObject().Sum(state => (decimal)state.Value!).ShouldBe((decimal)settled["statistics"]!["aggregated"]!["kwhSum"]!);
    }

    /// <summary>Stores sessions as the writes of grains do.</summary>
    internal static async Task<ChargingSession[]> Add(FlexWorld world, IEnumerable<ChargingSession> sessions)
    {
        ChargingSession[] all = [.. sessions];
        var rows = StateRowMapping.From(new StateRows([],
        [
            .. all.Select(s => new Contracts.Sessions.SessionRow(
                RunningSilo.ClientId, s.Id!.Value, s.PolicyId, s.VehicleId, s.LocationId, s.PluggedInAtMs!.Value, s.PluggedOutAtMs!.Value, s)),
        ]));
        await world.Silo.Host.Database.States.WriteAsync(new StateKey("test", "rows"), "1"u8.ToArray(), null, null, rows, CancellationToken.None);
        return all;
    }

    internal static async Task<JsonNode> Json(FlexWorld world, string address) => JsonNode.Parse(await world.Send("GET", address))!;

    private static List<string> Ids(JsonNode page) => [.. page["data"]!.AsArray().Select(session => (string)session!["id"]!)];

    private static string Wire(long? ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms!.Value).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
}
