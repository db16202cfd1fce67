using System.Text.Json.Nodes;
using OrleansFlex.Silo.Tests.Contract;

namespace OrleansFlex.Silo.Tests.Events;

/// <summary>What is done to a policy shows in the live view, from the first view on.</summary>
public sealed class PolicyEventTests
{
    [Fact]
    public async Task A_policy_tells_of_its_creation_and_then_of_its_status()
    {
        await using var world = await FlexWorld.StartAsync();
        await using var reader = await LiveReader.OpenAsync(world.Http, "?events=flex:vehicle-policy:created,flex:vehicle-policy:status,flex:vehicle-policy:deleted");
        var create = world.Operations.Single(operation => operation.Key == "POST /flex/vehicle-policies");
        var id = FlexWorld.Id(await world.Send("POST", create.Path, new Contract.Requests(world).Body(create)));
        var created = (await reader.NextAsync())!.Value;
        created.EventType.ShouldBe("flex:vehicle-policy:created");
        var body = JsonNode.Parse(created.Data)!;
        ((string)body["policy"]!["id"]!, (string)body["user"]!["id"]!, (string)body["event"]!).ShouldBe((id, "u1", "flex:vehicle-policy:created"));
        body["id"].ShouldNotBeNull();
        (await reader.NextAsync())!.Value.EventType.ShouldBe("flex:vehicle-policy:status");
    }
}
