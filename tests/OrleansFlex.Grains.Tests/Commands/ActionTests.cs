using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Commands;
using OrleansFlex.Domain.Commands;
using OrleansFlex.Grains.Tests.Hosting;

namespace OrleansFlex.Grains.Tests.Commands;

public sealed class ActionTests
{
    [Fact]
    public async Task An_action_is_confirmed_by_what_is_observed_and_filed()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, car) = await CarAsync(grid);
        var action = await RequestAsync(grid, car, CommandKind.Start);
        grid.Commands.Last.Id.ShouldBe(action.Id);
        (await grid.Asset(car).GetAction(action.Id))!.State.ShouldBe(ActionState.Pending);
        await grid.AdvanceAsync(TimeSpan.FromSeconds(30));
        await grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs, IsPluggedIn = true, IsCharging = true, LocationId = site });
        var filed = (await Filed(grid, action.Id))!;
        (filed.State, filed.CompletedAtMs, filed.FailureType).ShouldBe((ActionState.Confirmed, grid.NowMs, null));
        (await grid.Asset(car).GetAction(action.Id)).ShouldBeNull();
    }

    [Fact]
    public async Task An_equal_action_of_a_vehicle_is_reused_and_a_different_one_takes_its_place()
    {
        await using var grid = await TestGrid.StartAsync();
        var (_, car) = await CarAsync(grid);
        var first = await RequestAsync(grid, car, CommandKind.Start);
        (await RequestAsync(grid, car, CommandKind.Start)).Id.ShouldBe(first.Id);
        var stop = await RequestAsync(grid, car, CommandKind.Stop);
        stop.Id.ShouldNotBe(first.Id);
        var cancelled = (await Filed(grid, first.Id))!;
        (cancelled.State, cancelled.FailureType).ShouldBe((ActionState.Cancelled, CommandFailure.Conflict));
        grid.Commands.Sent.Select(command => command.Kind).ShouldBe([CommandKind.Start, CommandKind.Stop]);
    }

    [Fact]
    public async Task Any_new_action_of_a_charger_takes_the_place_of_the_last()
    {
        await using var grid = await TestGrid.StartAsync();
        var charger = await grid.AddDeviceAsync(AssetType.Charger, await grid.AddSiteAsync(), vendor: RecordedCommands.Vendor);
        var first = await RequestAsync(grid, charger, CommandKind.Start, AssetType.Charger);
        var second = await RequestAsync(grid, charger, CommandKind.Start, AssetType.Charger);
        second.Id.ShouldNotBe(first.Id);
        (await Filed(grid, first.Id))!.State.ShouldBe(ActionState.Cancelled);
        grid.Commands.Sent.Select(command => command.Id).ShouldBe([first.Id, second.Id]);
    }

    [Fact]
    public async Task An_action_that_nothing_answers_fails_in_time_and_a_cancelled_one_is_over()
    {
        await using var grid = await TestGrid.StartAsync();
        var (_, car) = await CarAsync(grid);
        var first = await RequestAsync(grid, car, CommandKind.Start);
        await grid.AdvanceAsync(TimeSpan.FromMinutes(5));
        (await Filed(grid, first.Id))!.ShouldSatisfyAllConditions(
            failed => failed.State.ShouldBe(ActionState.Failed), failed => failed.FailureType.ShouldBe(CommandFailure.NoResponse));
        (await grid.Asset(car).CancelAction(first.Id)).Refusal!.Code.ShouldBe("action.ended");
        var second = await RequestAsync(grid, car, CommandKind.Start);
        (await grid.Asset(car).CancelAction(second.Id)).Value!.FailureType.ShouldBe(CommandFailure.RequestedCancellation);
        await grid.AdvanceAsync(TimeSpan.FromHours(1));
        (await Filed(grid, second.Id))!.State.ShouldBe(ActionState.Cancelled);
    }

    [Fact]
    public async Task Actions_go_with_their_user()
    {
        await using var grid = await TestGrid.StartAsync();
        var (_, car) = await CarAsync(grid);
        var ended = await RequestAsync(grid, car, CommandKind.Start);
        await grid.AdvanceAsync(TimeSpan.FromMinutes(5));
        var pending = await RequestAsync(grid, car, CommandKind.Start);
        (await grid.User("u1").Delete()).ShouldBeTrue();
        (await Filed(grid, ended.Id)).ShouldBeNull();
        (await Filed(grid, pending.Id)).ShouldBeNull();
    }

    [Fact]
    public async Task An_action_survives_a_restart()
    {
        await using var grid = await TestGrid.StartAsync();
        var (_, car) = await CarAsync(grid);
        var action = await RequestAsync(grid, car, CommandKind.MaxCurrent, argument: new CommandArgument { MaxCurrent = 16 });
        await grid.RestartAsync();
        grid.Commands.Sent.Count.ShouldBe(2);
        await grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs, CommandId = action.Id, CommandStatus = "CONFIRMED" });
        (await Filed(grid, action.Id))!.State.ShouldBe(ActionState.Confirmed);
        (await grid.Asset(car).Get())!.Settings!.MaxCurrent.ShouldBe(16);
    }

    [Fact]
    public async Task A_device_that_only_reads_fails_at_once_and_one_under_a_policy_refuses()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, car) = await CarAsync(grid, "TESLA");
        var action = await RequestAsync(grid, car, CommandKind.Start);
        (action.State, action.FailureType).ShouldBe((ActionState.Failed, CommandFailure.FailedPrecondition));
        (await Filed(grid, action.Id))!.State.ShouldBe(ActionState.Failed);
        await grid.AddPolicyAsync(car, site);
        (await grid.Asset(car).RequestAction(new RequestAction(grid.NextId(), AssetType.Vehicle, CommandKind.Start, null))).Refusal!.Code.ShouldBe("action.controlled");
    }

    [Fact]
    public async Task A_charger_refuses_while_a_vehicle_under_a_policy_is_plugged_into_it()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, car) = await CarAsync(grid);
        var charger = await grid.AddDeviceAsync(AssetType.Charger, site, vendor: RecordedCommands.Vendor);
        var other = await grid.AddDeviceAsync(AssetType.Charger, site, vendor: RecordedCommands.Vendor);
        await grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs, IsPluggedIn = true, PluggedInChargerId = charger.ToString() });
        await RequestAsync(grid, charger, CommandKind.Start, AssetType.Charger);

        var policy = await grid.AddPolicyAsync(car, site);

        foreach (var kind in new[] { CommandKind.Start, CommandKind.Stop, CommandKind.MaxCurrent })
            (await CodeAsync(grid, charger, kind, AssetType.Charger)).ShouldBe("action.controlled");
        await grid.RestartAsync();
        (await CodeAsync(grid, charger, CommandKind.Start, AssetType.Charger)).ShouldBe("action.controlled");
        await RequestAsync(grid, other, CommandKind.Start, AssetType.Charger);
        await grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs, IsPluggedIn = false });
        await RequestAsync(grid, charger, CommandKind.Start, AssetType.Charger);
        await grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs, IsPluggedIn = true, PluggedInChargerId = charger.ToString() });
        (await grid.Policy(policy).Delete()).ShouldBeTrue();
        await RequestAsync(grid, charger, CommandKind.Start, AssetType.Charger);
    }

    [Fact]
    public async Task What_is_so_already_or_not_allowed_is_refused()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, car) = await CarAsync(grid);
        (await CodeAsync(grid, car, CommandKind.Stop)).ShouldBe("action.unnecessary");
        await grid.PlugInAsync(car, site, 100);
        (await CodeAsync(grid, car, CommandKind.Start)).ShouldBe("action.unnecessary");
        var read = await grid.AddDeviceAsync(AssetType.Vehicle, vendor: RecordedCommands.Vendor, scopes: ["vehicle:read:data"]);
        (await CodeAsync(grid, read, CommandKind.Start)).ShouldBe("action.no_control_scope");
        (await CodeAsync(grid, read, CommandKind.Start, AssetType.Charger)).ShouldBe("device.not_found");
        grid.Commands.Sent.ShouldBeEmpty();
    }

    private static async Task<(Guid Site, Guid Car)> CarAsync(TestGrid grid, string vendor = RecordedCommands.Vendor)
    {
        var site = await grid.AddSiteAsync();
        var car = await grid.AddCarAsync(site, vendor: vendor);
        await grid.PlugInAsync(car, site);
        return (site, car);
    }

    private static async Task<VendorAction> RequestAsync(
        TestGrid grid, Guid device, CommandKind kind, AssetType type = AssetType.Vehicle, CommandArgument? argument = null)
    {
        var outcome = await grid.Asset(device).RequestAction(new RequestAction(grid.NextId(), type, kind, argument));
        outcome.Refusal.ShouldBeNull();
        return outcome.Value!;
    }

    private static async Task<string?> CodeAsync(TestGrid grid, Guid device, CommandKind kind, AssetType type = AssetType.Vehicle) =>
        (await grid.Asset(device).RequestAction(new RequestAction(grid.NextId(), type, kind, null))).Refusal?.Code;

    private static Task<VendorAction?> Filed(TestGrid grid, Guid id) => grid.Grain<IActionGrain>(GrainKeys.Of(TestGrid.Tenant, id)).Get();
}
