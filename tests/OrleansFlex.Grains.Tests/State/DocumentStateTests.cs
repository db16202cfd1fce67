using System.Text;
using System.Text.Json;
using OrleansFlex.Contracts.Wire;
using OrleansFlex.Grains.Charging;
using OrleansFlex.Grains.State;

namespace OrleansFlex.Grains.Tests.State;

public sealed class DocumentStateTests
{
    private static readonly byte[] Status = """{"state":"IDLE","session":{"blocks":[1,2.50]}}"""u8.ToArray();

    [Fact]
    public void What_was_told_stands_in_the_state_as_it_is_and_comes_back_to_the_byte()
    {
        var state = new PolicyState { Told = new ToldOfPolicy(Status, null, IsStatusDue: true) };
        var json = JsonSerializer.Serialize(state, GrainStateJson.Default.PolicyState);

        json.ShouldContain(Encoding.UTF8.GetString(Status));
        var told = JsonSerializer.Deserialize(json, GrainStateJson.Default.PolicyState)!.Told!;
        told.Status.ShouldBe(Status);
        told.Session.ShouldBeNull();
        told.IsStatusDue.ShouldBeTrue();
    }

    [Fact]
    public void A_state_with_base64_in_its_place_is_read()
    {
        var state = new PolicyState { Told = new ToldOfPolicy(Status, null, IsStatusDue: false) };
        var json = JsonSerializer.Serialize(state, GrainStateJson.Default.PolicyState)
            .Replace(Encoding.UTF8.GetString(Status), $"\"{Convert.ToBase64String(Status)}\"", StringComparison.Ordinal);

        JsonSerializer.Deserialize(json, GrainStateJson.Default.PolicyState)!.Told!.Status.ShouldBe(Status);
    }

    [Fact]
    public void A_state_with_a_whole_document_is_read_as_the_abridged_one()
    {
        var whole = """{"state":"SCHEDULE:REGULAR","session":{"blocks":[{"statusState":"SCHEDULE:REGULAR"}]}}"""u8.ToArray();
        var json = JsonSerializer.Serialize(new PolicyState { Told = new ToldOfPolicy(whole, null, IsStatusDue: false) }, GrainStateJson.Default.PolicyState);

        JsonSerializer.Deserialize(json, GrainStateJson.Default.PolicyState)!.Told!.Status.ShouldBe(AbridgedDocument.Of(whole));
    }
}
