using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using OrleansFlex.Silo.Tests.Contract;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Solar;

/// <summary>Solar configurations, weather and solar forecasts as callers see them.</summary>
public sealed class SolarEndpointTests
{
    private const string Range = "?from=2025-06-02T12:00:00Z&to=2025-06-03T12:00:00Z";

    [Fact]
    public async Task Configurations_answer_with_the_statuses_of_the_contract()
    {
        await using var world = await FlexWorld.StartAsync();
        var created = await world.Http.PostJson("/solar-configurations", Body(world));
        created.StatusCode.ShouldBe(HttpStatusCode.Created);
        var id = (string)(await created.Json())["id"]!;
        created.Headers.Location!.ToString().ShouldBe($"/solar-configurations/{id}");
        await (await world.Http.PostJson("/solar-configurations", Body(world))).Problem(HttpStatusCode.Conflict);
        await (await world.Http.PostJson("/solar-configurations", Body(world, user: "nobody"))).Problem(HttpStatusCode.NotFound);
        await (await world.Http.PostJson("/solar-configurations", Body(world, location: Guid.NewGuid().ToString()))).Problem(HttpStatusCode.NotFound);
        await (await world.Http.PostJson("/solar-configurations", Body(world, user: "u2"))).Issues("locationId");
        await (await world.Http.PostJson("/solar-configurations", Body(world, capacity: "0", azimuth: "360", tilt: "91"))).Issues("capacity", "azimuth", "tilt");
        (await world.Http.PostJson("/solar-configurations", Body(world, azimuth: "null", tilt: "null"))).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await world.Http.GetAsync("/solar-configurations/" + id)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await world.Http.DeleteAsync("/solar-configurations/" + id)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await (await world.Http.GetAsync("/solar-configurations/" + id)).Problem(HttpStatusCode.NotFound);
        await (await world.Http.DeleteAsync("/solar-configurations/" + id)).Problem(HttpStatusCode.NotFound);
        ((JsonArray)(await (await world.Http.GetAsync("/solar-configurations")).Json())["data"]!).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_patch_keeps_what_it_leaves_out_and_clears_what_it_says_is_null()
    {
        await using var world = await FlexWorld.StartAsync();
        var id = FlexWorld.Id(await world.Send("POST", "/solar-configurations", Body(world)));
        await world.Send("POST", "/solar-configurations", Body(world, capacity: "9"));
        var patched = JsonNode.Parse(await world.Send("PATCH", "/solar-configurations/" + id, """{"azimuth":null}"""))!;
        (patched["capacity"]!.GetValue<double>(), patched["azimuth"], patched["tilt"]!.GetValue<double>()).ShouldBe((5.5, null, 35));
        (await Patch(world, id, "{}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await Patch(world, id, """{"capacity":null}""")).Issues("capacity");
        await (await Patch(world, id, """{"capacity":9,"azimuth":180}""")).Problem(HttpStatusCode.BadRequest);
        await (await Patch(world, Guid.NewGuid().ToString(), "{}")).Problem(HttpStatusCode.NotFound);
        JsonNode.DeepEquals(JsonNode.Parse(await world.Http.GetStringAsync("/solar-configurations/" + id)), patched).ShouldBeTrue();
    }

    [Fact]
    public async Task Forecast_has_48_hours_of_quarters_and_follows_the_weather()
    {
        await using var world = await FlexWorld.StartAsync();
        await world.Send("POST", "/solar-configurations", Body(world));
        var clear = await Forecast(world);
        ((string)clear["locationId"]!, (int)clear["stepMinutes"]!).ShouldBe((world.LocationId, 15));
        ((string)clear["computedAt"]!).ShouldBe("2025-06-02T18:00:00Z");
        var values = clear["values"]!.AsArray();
        values.Count.ShouldBe(192);
        ((string)values[0]!["at"]!, (string)values[191]!["at"]!).ShouldBe(("2025-06-02T18:00:00Z", "2025-06-04T17:45:00Z"));
        Sum(clear).ShouldBeGreaterThan(30 * 4);
        await world.Send("PUT", "/flex/weather/Z/areas/A", """{"to":"2025-06-06T00:00:00Z","values":[{"at":"2025-06-02T00:00:00Z","cloudCoverPercent":100}]}""");
        Sum(await Forecast(world)).ShouldBeLessThan(Sum(clear) / 2);
        await (await world.Http.GetAsync($"/locations/{Guid.NewGuid()}/solar-forecast")).Problem(HttpStatusCode.NotFound);

        static double Sum(JsonNode forecast) => forecast["values"]!.AsArray().Sum(value => (double)value!["kw"]!);
    }

    [Fact]
    public async Task Weather_is_read_as_it_was_pushed_with_its_gaps()
    {
        await using var world = await FlexWorld.StartAsync();
        await (await world.Http.GetAsync("/flex/weather/Z/areas/A" + Range)).Problem(HttpStatusCode.NotFound);
        await world.Send("PUT", "/flex/weather/Z/areas/A",
            """{"to":"2025-06-03T06:00:00Z","values":[{"at":"2025-06-02T18:00:00+02:00","cloudCoverPercent":80},{"at":"2025-06-02T20:00:00Z","cloudCoverPercent":12.5}]}""");
        var read = await (await world.Http.GetAsync("/flex/weather/Z/areas/A" + Range)).Json();
        read["values"]!.ToJsonString().ShouldBe("""[{"at":"2025-06-02T16:00:00Z","cloudCoverPercent":80},{"at":"2025-06-02T20:00:00Z","cloudCoverPercent":12.5}]""");
        read["gaps"]!.ToJsonString().ShouldBe(
            """[{"from":"2025-06-02T12:00:00Z","to":"2025-06-02T16:00:00Z"},{"from":"2025-06-03T06:00:00Z","to":"2025-06-03T12:00:00Z"}]""");
        await (await world.Http.GetAsync("/flex/weather/Z/areas/A?from=2025-06-03T12:00:00Z&to=2025-06-03T12:00:00Z")).Issues("to");
        await (await world.Http.GetAsync("/flex/weather/Z/areas/A")).Issues("from", "to");
        // A zone that nobody has activated may have weather already.
        await world.Send("PUT", "/flex/weather/a%2Fb/areas/c", """{"to":"2025-06-03T06:00:00Z","values":[{"at":"2025-06-02T18:00:00Z","cloudCoverPercent":0}]}""");
    }

    [Theory]
    [InlineData("""[{"at":"2025-06-03T00:00:00Z","cloudCoverPercent":1},{"at":"2025-06-02T18:00:00Z","cloudCoverPercent":1}]""", "values[1].at")]
    [InlineData("""[{"at":"2025-06-02T18:00:00Z","cloudCoverPercent":1},{"at":"2025-06-05T00:00:00Z","cloudCoverPercent":1}]""", "values[1].at")]
    [InlineData("""[{"at":"2025-06-04T00:00:00Z","cloudCoverPercent":1}]""", "to")]
    [InlineData("""[{"at":"2025-06-02T18:00:00Z","cloudCoverPercent":100.1}]""", "values[0].cloudCoverPercent")]
    [InlineData("""[{"at":"2025-06-02T18:00:00Z","cloudCoverPercent":-1}]""", "values[0].cloudCoverPercent")]
    [InlineData("[]", "values")]
    public async Task Weather_that_makes_no_sense_is_refused(string values, string path)
    {
        await using var world = await FlexWorld.StartAsync();
        var body = $$"""{"to":"2025-06-04T00:00:00Z","values":{{values}}}""";
        await (await world.Http.PostOrPut("PUT", "/flex/weather/Z/areas/A", Encoding.UTF8.GetBytes(body))).Issues(path);
        await (await world.Http.GetAsync("/flex/weather/Z/areas/A" + Range)).Problem(HttpStatusCode.NotFound);
    }

    private static string Body(
        FlexWorld world, string user = "u1", string? location = null, string capacity = "5.5", string azimuth = "180", string tilt = "35") =>
        $$"""{"capacity":{{capacity}},"azimuth":{{azimuth}},"tilt":{{tilt}},"userId":"{{user}}","locationId":"{{location ?? world.LocationId}}"}""";

    private static async Task<JsonNode> Forecast(FlexWorld world) =>
        JsonNode.Parse(await world.Http.GetStringAsync($"/locations/{world.LocationId}/solar-forecast"))!;

    private static async Task<HttpResponseMessage> Patch(FlexWorld world, string id, string body) =>
        await world.Http.PatchAsync("/solar-configurations/" + id, new StringContent(body, Encoding.UTF8, "application/json"));
}
