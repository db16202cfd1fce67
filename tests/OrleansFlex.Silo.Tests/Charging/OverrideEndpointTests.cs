using System.Net;
using OrleansFlex.Silo.Tests.Contract;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Charging;

public sealed class OverrideEndpointTests
{
    [Theory]
    [InlineData("""{"type":"IMMEDIATE_START","target":70}""", """{"type":"IMMEDIATE_START","target":70}""")]
    [InlineData("""{"type":"UPCOMING_SCHEDULE","readyBy":"2025-06-04T07:00:00+02:00"}""", """{"type":"UPCOMING_SCHEDULE","readyBy":"2025-06-04T05:00:00Z"}""")]
    [InlineData("""{"type":"UPCOMING_SCHEDULE","minimumChargeTarget":75.5,"colour":1}""", """{"type":"UPCOMING_SCHEDULE","minimumChargeTarget":75.5}""")]
    [InlineData("""{"type":"UPCOMING_SCHEDULE","readyBy":"2025-06-04T05:00:00Z","minimumChargeTarget":75}""", """{"type":"UPCOMING_SCHEDULE","readyBy":"2025-06-04T05:00:00Z","minimumChargeTarget":75}""")]
    public async Task An_override_is_set_shown_and_removed_once(string body, string shown)
    {
        await using var world = await FlexWorld.StartAsync();
        var address = $"/flex/vehicle-policies/{await world.MakePolicy()}/overrides";
        await (await world.Http.GetAsync(address)).Problem(HttpStatusCode.NotFound);

        (await world.Http.PostJson(address, body)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await world.Http.GetStringAsync(address)).ShouldBe(shown);
        await (await world.Http.PostJson(address, body)).Problem(HttpStatusCode.Conflict);
        (await world.Http.DeleteAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        await (await world.Http.DeleteAsync(address)).Problem(HttpStatusCode.NotFound);
        await (await world.Http.GetAsync(address)).Problem(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("{}", "type")]
    [InlineData("""{"type":"LATER","target":70}""", "type")]
    [InlineData("""{"type":"IMMEDIATE_START"}""", "target")]
    [InlineData("""{"type":"IMMEDIATE_START","target":101}""", "target")]
    [InlineData("""{"type":"IMMEDIATE_START","target":"70"}""", "target")]
    [InlineData("""{"type":"IMMEDIATE_START","target":70,"readyBy":"2025-06-04T05:00:00Z","minimumChargeTarget":80}""", "readyBy", "minimumChargeTarget")]
    [InlineData("""{"type":"UPCOMING_SCHEDULE"}""", "readyBy")]
    [InlineData("""{"type":"UPCOMING_SCHEDULE","target":70}""", "target", "readyBy")]
    [InlineData("""{"type":"UPCOMING_SCHEDULE","readyBy":"2025-06-04T05:00:00"}""", "readyBy")]
    [InlineData("""{"type":"UPCOMING_SCHEDULE","readyBy":"2025-06-02T17:59:59Z"}""", "readyBy")]
    [InlineData("""{"type":"UPCOMING_SCHEDULE","minimumChargeTarget":-1}""", "minimumChargeTarget")]
    [InlineData("""{"type":"UPCOMING_SCHEDULE","minimumChargeTarget":19}""", "minimumChargeTarget")]
    [InlineData("""{"type":"IMMEDIATE_START","target":81}""", "target")]
    public async Task What_no_override_can_be_is_refused_with_the_member(string body, params string[] paths)
    {
        await using var world = await FlexWorld.StartAsync();
        var address = $"/flex/vehicle-policies/{await world.MakePolicy()}/overrides";

        await (await world.Http.PostJson(address, body)).Issues(paths);
        await (await world.Http.GetAsync(address)).Problem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_unknown_policy_and_another_tenants_have_none()
    {
        await using var world = await FlexWorld.StartAsync();
        var policyId = await world.MakePolicy();
        foreach (var (http, id) in new[] { (world.Http, $"{Guid.Empty}"), (world.Stranger, policyId) })
        {
            await (await http.PostJson($"/flex/vehicle-policies/{id}/overrides", """{"type":"IMMEDIATE_START","target":70}""")).Problem(HttpStatusCode.NotFound);
            await (await http.GetAsync($"/flex/vehicle-policies/{id}/overrides")).Problem(HttpStatusCode.NotFound);
            await (await http.DeleteAsync($"/flex/vehicle-policies/{id}/overrides")).Problem(HttpStatusCode.NotFound);
        }
    }
}
