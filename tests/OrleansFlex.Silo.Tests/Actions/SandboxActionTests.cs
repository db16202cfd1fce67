using System.Net;
using System.Text.Json.Nodes;
using OrleansFlex.Silo.Tests.Contract;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Actions;

/// <summary>Commands to simulated devices by API: they obey within seconds of the domain clock, and what they do confirms the action.</summary>
public sealed class SandboxActionTests
{
    [Fact]
    public async Task Every_type_of_device_obeys()
    {
        await using var world = await FlexWorld.StartAsync();
        await HouseholdAsync(world, "charger+battery+hvac");
        var charger = await FirstAsync(world, "chargers");
        await world.Send("POST", $"/sandbox/devices/{charger}", """{"action":"PLUG_IN","batteryLevel":30}""");
        var start = await ActAsync(world, $"/chargers/{charger}/charging", """{"action":"START"}""");
        ((string)start["state"]!, (string)start["kind"]!, (string)start["targetType"]!).ShouldBe(("PENDING", "START", "charger"));
        start["completedAt"].ShouldBeNull();
        await world.Advance("PT30S");
        (await StateAsync(world, "chargers", start)).ShouldBe("CONFIRMED");
        ((bool)(await GetAsync(world, $"/chargers/{charger}"))["chargeState"]!["isCharging"]!).ShouldBeTrue();
        ((bool)(await GetAsync(world, $"/sandbox/devices/{charger}"))["isCharging"]!).ShouldBeTrue();

        var slow = await ActAsync(world, $"/chargers/{charger}/max-current", """{"maxCurrent":10}""");
        await world.Advance("PT30S");
        (await StateAsync(world, "chargers", slow)).ShouldBe("CONFIRMED");
        var limited = (await GetAsync(world, $"/chargers/{charger}"))["chargeState"]!;
        ((double)limited["maxCurrent"]!).ShouldBe(10);
        ((double)limited["chargeRate"]!).ShouldBeLessThan(7);

        var battery = await FirstAsync(world, "batteries");
        var mode = await ActAsync(world, $"/batteries/{battery}/operation-mode", """{"operationMode":"IMPORT_FOCUS"}""");
        ((string)mode["targetState"]!["operationMode"]!).ShouldBe("IMPORT_FOCUS");
        var hvac = await FirstAsync(world, "hvacs");
        var hold = await ActAsync(world, $"/hvacs/{hvac}/permanent-hold", """{"mode":"HEAT","heatSetpoint":23}""");
        await world.Advance("PT30S");
        (await StateAsync(world, "batteries", mode)).ShouldBe("CONFIRMED");
        (await StateAsync(world, "hvacs", hold)).ShouldBe("CONFIRMED");
        var charged = await GetAsync(world, $"/batteries/{battery}");
        ((string)charged["config"]!["operationMode"]!, (string)charged["chargeState"]!["status"]!).ShouldBe(("IMPORT_FOCUS", "CHARGING"));
        ((string)(await GetAsync(world, $"/hvacs/{hvac}"))["thermostatState"]!["holdType"]!).ShouldBe("PERMANENT");
        var follow = JsonNode.Parse(await world.Send("POST", $"/hvacs/{hvac}/follow-schedule"))!;
        await world.Advance("PT30S");
        (await StateAsync(world, "hvacs", follow)).ShouldBe("CONFIRMED");
    }

    [Theory]
    [InlineData("-1", "must be a number above 0 and up to 1000")]
    [InlineData("0", "must be a number above 0 and up to 1000")]
    [InlineData("1e9", "must be a number above 0 and up to 1000")]
    [InlineData("\"16\"", "must be a number above 0 and up to 1000")]
    [InlineData("null", "is required")]
    public async Task A_current_that_cannot_be_has_one_issue(string current, string message)
    {
        await using var world = await FlexWorld.StartAsync();
        await HouseholdAsync(world, "charger");

        var refused = await (await world.Http.PostJson($"/chargers/{await FirstAsync(world, "chargers")}/max-current", $$"""{"maxCurrent":{{current}}}"""))
            .Problem(HttpStatusCode.BadRequest);

        refused["issues"]!.AsArray().Select(issue => ((string)issue!["path"]!, (string)issue["message"]!)).ShouldBe([("maxCurrent", message)]);
    }

    [Fact]
    public async Task A_device_that_ignores_commands_or_cannot_obey_fails_the_action()
    {
        await using var world = await FlexWorld.StartAsync();
        await HouseholdAsync(world, "charger");
        var charger = await FirstAsync(world, "chargers");
        await world.Send("POST", $"/sandbox/devices/{charger}", """{"action":"PLUG_IN","batteryLevel":30,"fault":"IGNORE_COMMANDS"}""");
        var ignored = await ActAsync(world, $"/chargers/{charger}/charging", """{"action":"START"}""");
        await world.Advance("PT2M");
        var failed = await GetAsync(world, $"/chargers/actions/{ignored["id"]}");
        ((string)failed["state"]!, (string)failed["failureReason"]!["type"]!).ShouldBe(("FAILED", "NO_RESPONSE"));
        await world.Send("POST", $"/sandbox/devices/{charger}", """{"fault":"FAIL"}""");
        var refused = await ActAsync(world, $"/chargers/{charger}/charging", """{"action":"START"}""");
        await world.Advance("PT30S");
        ((string)(await GetAsync(world, $"/chargers/actions/{refused["id"]}"))["failureReason"]!["type"]!).ShouldBe("FAILED_PRECONDITION");
        using var over = await world.Http.PostAsync($"/chargers/actions/{refused["id"]}/cancel", null);
        await over.Problem(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task An_action_is_found_only_under_its_type_and_by_its_tenant()
    {
        await using var world = await FlexWorld.StartAsync();
        await HouseholdAsync(world, "charger");
        var charger = await FirstAsync(world, "chargers");
        await world.Send("POST", $"/sandbox/devices/{charger}", """{"action":"PLUG_IN","batteryLevel":30}""");
        var action = (string)(await ActAsync(world, $"/chargers/{charger}/charging", """{"action":"START"}"""))["id"]!;
        foreach (var path in new[] { $"/vehicles/actions/{action}", $"/chargers/actions/{Guid.Empty}", "/chargers/actions/x" })
            await (await world.Http.GetAsync(path)).Problem(HttpStatusCode.NotFound);
        await (await world.Stranger.GetAsync($"/chargers/actions/{action}")).Problem(HttpStatusCode.NotFound);
        await (await world.Stranger.PostAsync($"/chargers/actions/{action}/cancel", null)).Problem(HttpStatusCode.NotFound);
        var cancelled = JsonNode.Parse(await world.Send("POST", $"/chargers/actions/{action}/cancel"))!;
        ((string)cancelled["state"]!, (string)cancelled["failureReason"]!["type"]!).ShouldBe(("CANCELLED", "REQUESTED_CANCELLATION"));
    }

    [Fact]
    public async Task A_vehicle_under_a_policy_refuses_as_the_contract_says()
    {
        await using var world = await FlexWorld.StartAsync();
        var action = await ActAsync(world, $"/vehicles/{world.VehicleId}/charging", """{"action":"START"}""");
        ((string)action["state"]!, (string)action["failureReason"]!["type"]!).ShouldBe(("FAILED", "FAILED_PRECONDITION"));
        await HouseholdAsync(world, "vehicle");
        var cars = (JsonArray)(await GetAsync(world, "/vehicles"))["data"]!;
        var car = cars.Select(car => (string)car!["id"]!).Single(id => id != world.VehicleId);
        var problem = await (await world.Http.PostJson($"/vehicles/{car}/charging", """{"action":"START"}""")).Problem(HttpStatusCode.UnprocessableEntity);
        ((string)problem["title"]!).ShouldBe("Enode Controlled Entity");
    }

    private static Task<string> HouseholdAsync(FlexWorld world, string mix) =>
        world.Send("POST", "/sandbox/households", $$"""{"count":1,"zone":"Z","area":"A","seed":7,"mix":{"{{mix}}":1} }""");

    private static async Task<string> FirstAsync(FlexWorld world, string path) => (string)(await GetAsync(world, $"/{path}"))["data"]![0]!["id"]!;

    private static async Task<JsonNode> ActAsync(FlexWorld world, string path, string body) => JsonNode.Parse(await world.Send("POST", path, body))!;

    private static async Task<JsonNode> GetAsync(FlexWorld world, string path) => JsonNode.Parse(await world.Send("GET", path))!;

    private static async Task<string> StateAsync(FlexWorld world, string path, JsonNode action) => (string)(await GetAsync(world, $"/{path}/actions/{action["id"]}"))["state"]!;
}
