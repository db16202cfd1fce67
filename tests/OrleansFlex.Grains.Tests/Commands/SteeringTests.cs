using System.Text.Json;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Commands;
using OrleansFlex.Domain.Commands;
using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Grains.Tests.Hosting;

namespace OrleansFlex.Grains.Tests.Commands;

public sealed class SteeringTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task A_wish_is_sent_and_settled_by_what_is_observed()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, car, policy) = await CarAsync(grid);
        await SteerAsync(grid, car, policy, 1, SteeringWish.Charge);
        var sent = grid.Commands.Sent.ShouldHaveSingleItem();
        (sent.Kind, sent.DeviceId, sent.Client).ShouldBe((CommandKind.Start, car, TestGrid.Tenant));
        (await ProgressAsync(grid, car)).ShouldBe(SteeringProgress.Pending);
        await grid.AdvanceAsync(TimeSpan.FromSeconds(20));
        await ChargeAsync(grid, car, site, true);
        (await ProgressAsync(grid, car)).ShouldBe(SteeringProgress.Settled);
        await grid.AdvanceAsync(TimeSpan.FromHours(1));
        grid.Commands.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_wish_that_is_fulfilled_or_old_sends_nothing()
    {
        await using var grid = await TestGrid.StartAsync();
        var (_, car, policy) = await CarAsync(grid);
        await SteerAsync(grid, car, policy, 5, SteeringWish.Pause);
        await SteerAsync(grid, car, policy, 4, SteeringWish.Charge);
        grid.Commands.Sent.ShouldBeEmpty();
        (await ProgressAsync(grid, car)).ShouldBe(SteeringProgress.Settled);
    }

    [Fact]
    public async Task A_car_that_does_not_obey_is_told_again_until_hands_are_off()
    {
        await using var grid = await TestGrid.StartAsync();
        var (_, car, policy) = await CarAsync(grid);
        await SteerAsync(grid, car, policy, 1, SteeringWish.Charge);
        await grid.AdvanceAsync(Window);
        (await ProgressAsync(grid, car)).ShouldBe(SteeringProgress.Failed);
        await grid.AdvanceAsync(TimeSpan.FromMinutes(1));
        grid.Commands.Sent.Select(command => command.Id).Distinct().Count().ShouldBe(2);
        await SteerAsync(grid, car, policy, 2, SteeringWish.HandsOff);
        (await ProgressAsync(grid, car)).ShouldBe(SteeringProgress.Settled);
        await grid.AdvanceAsync(TimeSpan.FromHours(2));
        grid.Commands.Sent.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_car_out_of_reach_is_told_when_it_is_back()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, car, policy) = await CarAsync(grid);
        await grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs, IsReachable = false });
        await SteerAsync(grid, car, policy, 1, SteeringWish.Charge);
        await grid.AdvanceAsync(TimeSpan.FromMinutes(40));
        grid.Commands.Sent.ShouldBeEmpty();
        (await ProgressAsync(grid, car)).ShouldBe(SteeringProgress.Pending);
        await grid.PlugInAsync(car, site);
        await grid.QuietAsync();
        grid.Commands.Sent.ShouldHaveSingleItem().Kind.ShouldBe(CommandKind.Start);
    }

    [Fact]
    public async Task A_new_wish_takes_the_place_of_the_running_one()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, car, policy) = await CarAsync(grid);
        await SteerAsync(grid, car, policy, 1, SteeringWish.Charge);
        await SteerAsync(grid, car, policy, 2, SteeringWish.Pause);
        grid.Commands.Sent.Select(command => command.Kind).ShouldBe([CommandKind.Start, CommandKind.Stop]);
        await grid.AdvanceAsync(TimeSpan.FromSeconds(5));
        await ChargeAsync(grid, car, site, false);
        (await ProgressAsync(grid, car)).ShouldBe(SteeringProgress.Settled);
    }

    [Fact]
    public async Task Nothing_is_sent_where_it_could_not_be_stored()
    {
        await using var grid = await TestGrid.StartAsync();
        var (_, car, policy) = await CarAsync(grid);
        grid.Storage.FailNext("asset");
        await Should.ThrowAsync<IOException>(() => SteerAsync(grid, car, policy, 1, SteeringWish.Charge));
        grid.Commands.Sent.ShouldBeEmpty();
        (await grid.Asset(car).Get())!.Steering.ShouldBeNull();
    }

    [Fact]
    public async Task A_restart_sends_what_is_unconfirmed_again_as_the_same_command()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, car, policy) = await CarAsync(grid);
        await SteerAsync(grid, car, policy, 1, SteeringWish.Charge);
        await grid.RestartAsync();
        grid.Commands.Sent.Select(command => command.Id).Distinct().ShouldHaveSingleItem();
        grid.Commands.Sent.Count.ShouldBe(2);
        // And goes on without anybody speaking of the car.
        await grid.AdvanceAsync(Window + TimeSpan.FromMinutes(1));
        grid.Commands.Sent.Count.ShouldBe(3);
        await ChargeAsync(grid, car, site, true);
        await grid.RestartAsync();
        grid.Commands.Sent.Count.ShouldBe(3);
        (await ProgressAsync(grid, car)).ShouldBe(SteeringProgress.Settled);
    }

    [Fact]
    public async Task A_vendor_without_a_gateway_is_only_read()
    {
        await using var grid = await TestGrid.StartAsync();
        var (_, car, policy) = await CarAsync(grid, "TESLA");
        await SteerAsync(grid, car, policy, 1, SteeringWish.Charge);
        grid.Commands.Sent.ShouldBeEmpty();
        var steering = (await grid.Asset(car).Get())!.Steering!;
        (steering.IsReadOnly, steering.Progress, steering.Wish).ShouldBe((true, SteeringProgress.Settled, SteeringWish.Charge));
    }

    [Fact]
    public async Task Twenty_cars_that_do_not_obey_show_in_the_zone_s_status()
    {
        await using var grid = await TestGrid.StartAsync();
        await grid.Segments().Create(new("cars", HouseholdTypes.Vehicle, HouseholdTypes.Solar));
        var cars = new List<(Guid Site, Guid Car, Guid Policy)>();
        for (var i = 0; i < 20; i++)
            cars.Add(await CarAsync(grid));
        await grid.ActivateAsync();
        foreach (var (_, car, policy) in cars)
            await SteerAsync(grid, car, policy, 1, SteeringWish.Charge);
        await grid.AdvanceAsync(TimeSpan.FromMinutes(1));
        (await StatusAsync(grid)).ShouldBe((true, true));
        foreach (var (site, car, _) in cars.Take(17))
            await ChargeAsync(grid, car, site, true);
        await grid.AdvanceAsync(Window);
        (await StatusAsync(grid)).ShouldBe((false, false));

        // Stored when a quarter of an hour turns.
        await grid.AdvanceAsync(TimeSpan.FromMinutes(15));
        await grid.RestartAsync();
        (await StatusAsync(grid)).ShouldBe((false, false));
    }

    [Fact]
    public async Task A_policy_that_goes_takes_its_wish_along()
    {
        await using var grid = await TestGrid.StartAsync();
        var (_, car, policy) = await CarAsync(grid);
        await SteerAsync(grid, car, policy, 1, SteeringWish.Charge);
        await grid.Asset(car).DetachPolicy(policy);
        await grid.AdvanceAsync(TimeSpan.FromHours(1));
        grid.Commands.Sent.Count.ShouldBe(1);
        (await grid.Asset(car).Get())!.Steering.ShouldBeNull();
    }

    internal static async Task<(Guid Site, Guid Car, Guid Policy)> CarAsync(TestGrid grid, string vendor = RecordedCommands.Vendor)
    {
        var site = await grid.AddSiteAsync();
        var car = await grid.AddCarAsync(site, vendor: vendor);
        var policy = grid.NextId();
        (await grid.Asset(car).AttachPolicy(new PolicyAttachment(policy, site))).Refusal.ShouldBeNull();
        await grid.PlugInAsync(car, site);
        return (site, car, policy);
    }

    private static async Task SteerAsync(TestGrid grid, Guid car, Guid policy, long version, SteeringWish wish)
    {
        await grid.Asset(car).Steer(new Steering(policy, version, wish, grid.NowMs + 36_000_000));
        await grid.QuietAsync();
    }

    private static async Task ChargeAsync(TestGrid grid, Guid car, Guid site, bool isCharging)
    {
        (await grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs, IsReachable = true, IsPluggedIn = true, IsCharging = isCharging, LocationId = site }))
            .ShouldBe(ObservationResult.Accepted);
        await grid.QuietAsync();
    }

    private static async Task<SteeringProgress> ProgressAsync(TestGrid grid, Guid car) => (await grid.Asset(car).Get())!.Steering!.Progress;

    private static async Task<(bool Zone, bool Segment)> StatusAsync(TestGrid grid)
    {
        using var status = JsonDocument.Parse((await grid.Zone().GetStatus()).Json!);
        return (
            status.RootElement.GetProperty("isControlNominal").GetBoolean(),
            status.RootElement.GetProperty("segments")[0].GetProperty("isControlNominal").GetBoolean());
    }
}
