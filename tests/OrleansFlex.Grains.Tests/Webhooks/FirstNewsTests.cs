using System.Text.Json.Nodes;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Events;
using OrleansFlex.Grains.Tests.Hosting;

namespace OrleansFlex.Grains.Tests.Webhooks;

/// <summary>What those hear first who begin to listen to a fleet that has run for a while: what changed, and nothing else.</summary>
public sealed class FirstNewsTests
{
    [Fact]
    public async Task Time_that_passes_is_no_news_and_an_unplug_tells_what_it_changes()
    {
        await using var world = await WebhookGrid.StartAsync();
        var grid = world.Grid;
        var (_, car, _) = await RunningAsync(world);

        await grid.AdvanceAsync(TimeSpan.FromHours(1));
        (await NewsAsync(grid)).ShouldBeEmpty();
        await grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs, IsPluggedIn = false });

        (await NewsAsync(grid)).ShouldBe(
        [
            "flex:vehicle-policy:status updatedAt state session.blocks",
            "flex:session:updated state pluggedInAt blocks statistics.aggregated statistics.timeseries outcome.latest valuation",
        ]);
    }

    [Fact]
    public async Task Prices_tell_of_the_blocks_that_they_move()
    {
        await using var world = await WebhookGrid.StartAsync();
        await RunningAsync(world);

        await world.Grid.PushAsync("A", 9, 9, 9, 1, 1, 1, 1, 9, 9, 9, 9, 9, 9);

        (await NewsAsync(world.Grid)).ShouldBe(
        [
            "flex:vehicle-policy:status session.blocks", "flex:session:updated blocks outcome.latest.minimumChargeTargetReachedAt",
        ]);
    }

    [Fact]
    public async Task A_change_is_told_with_a_status_of_what_it_changed()
    {
        await using var world = await WebhookGrid.StartAsync();
        var (_, _, policy) = await RunningAsync(world);

        await world.Grid.Policy(policy).Update(new UpdatePolicy { BatteryReserve = 15 });

        (await NewsAsync(world.Grid)).ShouldBe(
        [
            "flex:vehicle-policy:updated batteryReserve", "flex:vehicle-policy:status updatedAt batteryReserve",
            "flex:session:updated target.latest.id target.latest.batteryReserve outcome.latest.targetId",
        ]);
    }

    [Fact]
    public async Task A_deadline_that_passes_tells_of_the_next_one()
    {
        await using var world = await WebhookGrid.StartAsync();
        await RunningAsync(world, level: 95);

        await world.Grid.AdvanceAsync(TimeSpan.FromHours(14));

        (await NewsAsync(world.Grid)).ShouldBe(
        [
            "flex:vehicle-policy:status settings.regularSchedule.readyBy",
            "flex:session:updated statistics.timeseries target.latest.id target.latest.readyBy outcome.latest.targetId outcome.latest.minimumChargeTargetReachedAt",
        ]);
    }

    [Fact]
    public async Task A_deletion_tells_of_the_end_alone()
    {
        await using var world = await WebhookGrid.StartAsync();
        var (_, _, policy) = await RunningAsync(world);

        (await world.Grid.Policy(policy).Delete()).ShouldBeTrue();

        (await NewsAsync(world.Grid)).ShouldBe(["flex:vehicle-policy:deleted", "flex:vehicle-policy:status state session.blocks"]);
    }

    [Fact]
    public async Task A_policy_that_is_made_tells_of_everything()
    {
        await using var world = await WebhookGrid.StartAsync();
        await world.CreateAsync("*");
        await world.Grid.AddHomeAsync(zone: null, area: null);

        var news = await NewsAsync(world.Grid);
        news[0].ShouldBe("flex:vehicle-policy:created");
        news[1].ShouldBe("flex:vehicle-policy:status updatedAt policyId locationId vehicleId state batteryReserve settings session");
        news[2].ShouldStartWith("flex:session:updated ");
    }

    /// <summary>A home whose car is plugged in since long, and somebody who begins to listen.</summary>
    private static async Task<(Guid Site, Guid Car, Guid Policy)> RunningAsync(WebhookGrid world, double level = 40)
    {
        await world.Grid.AddSiteAsync();
        await world.Grid.ActivateAsync();
        await world.Grid.PushAsync("A", 9, 9, 9, 9, 9, 1, 1, 1, 1, 9, 9, 9, 9);
        var home = await world.Grid.AddHomeAsync(level: level);
        await world.Grid.AdvanceAsync(TimeSpan.FromMinutes(20));
        await world.CreateAsync("*");
        return home;
    }

    /// <summary>The names of the events so far, each with the members that it says have changed.</summary>
    private static async Task<IReadOnlyList<string>> NewsAsync(TestGrid grid)
    {
        await grid.QuietAsync();
        var events = await grid.Service<IEventLog>().ReadAsync(TestGrid.Tenant, 0, 100, CancellationToken.None);
        return [.. events.Select(each => JsonNode.Parse(each.Event.Json.Span)!).Select(each =>
            string.Join(' ', [(string)each["event"]!, .. each["updatedFields"]?.AsArray().Select(path => (string)path!) ?? []]))];
    }
}
