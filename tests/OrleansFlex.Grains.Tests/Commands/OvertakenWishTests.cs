using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Commands;
using OrleansFlex.Domain.Commands;
using OrleansFlex.Grains.Tests.Hosting;

namespace OrleansFlex.Grains.Tests.Commands;

public sealed class OvertakenWishTests
{
    [Fact]
    public async Task A_wish_that_is_withdrawn_while_the_car_stores_it_is_withdrawn_from_the_car_too()
    {
        await using var grid = await TestGrid.StartAsync();
        var (_, car, policy) = await grid.AddHomeAsync(zone: null, area: null, level: 85);
        await grid.QuietAsync();
        grid.Commands.Sent.ShouldBeEmpty();
        var release = new TaskCompletionSource();
        var arrived = grid.Storage.HoldNext("asset", release.Task);
        (await grid.Policy(policy).SetOverride(new PolicyOverride { IsImmediate = true, Target = 100 })).Refusal.ShouldBeNull();
        await arrived;

        // As far as the policy knows the car was told nothing as yet.
        (await grid.Policy(policy).ClearOverride()).ShouldBeTrue();
        release.SetResult();
        await grid.QuietAsync();

        grid.Commands.Sent.Select(command => command.Kind).ShouldBe([CommandKind.Start, CommandKind.Stop]);
        (await grid.Asset(car).Get())!.Steering!.Wish.ShouldBe(SteeringWish.Pause);
    }
}
