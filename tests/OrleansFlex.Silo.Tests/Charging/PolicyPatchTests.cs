using System.Text;
using OrleansFlex.Silo.Tests.Contract;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Charging;

public sealed class PolicyPatchTests
{
    [Theory]
    [InlineData("""{"batteryReserve":null}""", "batteryReserve")]
    [InlineData("""{"schedule":null}""", "schedule")]
    [InlineData("""{"batteryReserve":30,"schedule":{"monday":null,"friday":null}}""", "schedule.monday", "schedule.friday")]
    [InlineData("""{"schedule":{"monday":{"deadline":null,"minimumChargeTarget":null}}}""", "schedule.monday.deadline", "schedule.monday.minimumChargeTarget")]
    public async Task Null_is_refused_with_the_member_and_changes_nothing(string change, params string[] paths)
    {
        await using var world = await FlexWorld.StartAsync();
        var address = $"/flex/vehicle-policies/{await world.MakePolicy()}";
        var before = await world.Http.GetStringAsync(address);

        await (await world.Http.PostOrPut("PATCH", address, Encoding.UTF8.GetBytes(change))).Issues(paths);

        (await world.Http.GetStringAsync(address)).ShouldBe(before);
    }
}
