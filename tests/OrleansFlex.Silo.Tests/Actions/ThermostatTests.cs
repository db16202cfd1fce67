using System.Net;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Actions;

/// <summary>What an HVAC unit can be set to is told at linking, shown, and kept to; users show the scopes of their devices.</summary>
public sealed class ThermostatTests
{
    private const string Unit = """
        {"type":"hvac","vendor":"X","scopes":["hvac:read:data","hvac:control:mode"],"ratings":{"maxPowerKw":3},"capabilities":{"setFollowSchedule":{"isCapable":false},
        "capableModes":["HEAT","AUTO","OFF"],"coolSetpointRange":{"min":18,"max":30},"heatSetpointRange":{"min":10,"max":25.5},"setpointDifferenceRange":{"min":2,"max":10}}}
        """;

    [Fact]
    public async Task What_was_told_is_shown_and_kept_to()
    {
        await using var silo = await (await RunningSilo.StartAsync()).SignedInAsync();
        var id = (string)(await (await silo.Http.PostJson("/users/u/devices", Unit)).Json())["id"]!;
        var capabilities = (await (await silo.Http.GetAsync($"/hvacs/{id}")).Json())["capabilities"]!;
        capabilities["capableModes"]!.ToJsonString().ShouldBe("""["HEAT","AUTO","OFF"]""");
        capabilities["coolSetpointRange"]!.ToJsonString().ShouldBe("""{"min":18,"max":30}""");
        capabilities["heatSetpointRange"]!.ToJsonString().ShouldBe("""{"min":10,"max":25.5}""");
        capabilities["setpointDifferenceRange"]!.ToJsonString().ShouldBe("""{"min":2,"max":10}""");
        ((bool)capabilities["setFollowSchedule"]!["isCapable"]!).ShouldBeFalse();
        ((bool)capabilities["setPermanentHold"]!["isCapable"]!).ShouldBeTrue();

        await Hold("""{"mode":"COOL","coolSetpoint":20}""").Issues("mode");
        await Hold("""{"mode":"HEAT","heatSetpoint":26}""").Issues("heatSetpoint");
        await Hold("""{"mode":"AUTO","heatSetpoint":16,"coolSetpoint":17}""").Issues("coolSetpoint");
        await Hold("""{"mode":"AUTO","heatSetpoint":20,"coolSetpoint":21}""").Issues("coolSetpoint");
        (await Hold("""{"mode":"AUTO","heatSetpoint":20,"coolSetpoint":24}""").Answer).StatusCode.ShouldBe(HttpStatusCode.OK);

        Held Hold(string body) => new(silo.Http.PostJson($"/hvacs/{id}/permanent-hold", body));
    }

    [Fact]
    public async Task What_was_not_told_is_null_and_not_checked()
    {
        await using var silo = await (await RunningSilo.StartAsync()).SignedInAsync();
        var id = (string)(await (await silo.Http.PostJson("/users/u/devices", """{"type":"hvac","vendor":"X","ratings":{"maxPowerKw":3}}""")).Json())["id"]!;
        var capabilities = (await (await silo.Http.GetAsync($"/hvacs/{id}")).Json())["capabilities"]!.AsObject();
        foreach (var name in new[] { "capableModes", "coolSetpointRange", "heatSetpointRange", "setpointDifferenceRange" })
            capabilities.Single(member => member.Key == name).Value.ShouldBeNull(name);
        (await silo.Http.PostJson($"/hvacs/{id}/permanent-hold", """{"mode":"COOL","coolSetpoint":20}""")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("\"capableModes\":[\"DRY\"]", "capabilities.capableModes[0]")]
    [InlineData("\"coolSetpointRange\":7", "capabilities.coolSetpointRange")]
    [InlineData("\"heatSetpointRange\":{\"min\":20,\"max\":10}", "capabilities.heatSetpointRange.max")]
    [InlineData("\"setpointDifferenceRange\":{\"min\":-1,\"max\":10}", "capabilities.setpointDifferenceRange.min")]
    public async Task Limits_that_make_no_sense_are_named(string capability, string path)
    {
        await using var silo = await (await RunningSilo.StartAsync()).SignedInAsync();
        var body = "{\"type\":\"hvac\",\"vendor\":\"X\",\"ratings\":{\"maxPowerKw\":3},\"capabilities\":{" + capability + "}}";
        await (await silo.Http.PostJson("/users/u/devices", body)).Issues(path);
    }

    [Fact]
    public async Task Users_show_the_scopes_of_their_devices()
    {
        await using var silo = await (await RunningSilo.StartAsync()).SignedInAsync();
        await silo.Http.PostJson("/users/u/devices",
            """{"type":"vehicle","vendor":"X","scopes":["vehicle:read:data"],"ratings":{"maxPowerKw":11,"batteryCapacityKwh":60}}""");
        await silo.Http.PostJson("/users/u/devices", """{"type":"hvac","vendor":"X","ratings":{"maxPowerKw":3}}""");
        var listed = (await (await silo.Http.GetAsync("/users")).Json())["data"]![0]!;
        listed["scopes"]!.ToJsonString().ShouldBe("""["vehicle:read:data","hvac:read:data","hvac:control:mode"]""");
        (await (await silo.Http.GetAsync("/users/u")).Json())["scopes"]!.ToJsonString().ShouldBe(listed["scopes"]!.ToJsonString());
    }

    private sealed record Held(Task<HttpResponseMessage> Answer)
    {
        public async Task Issues(string path) => await (await Answer).Issues(path);
    }
}
