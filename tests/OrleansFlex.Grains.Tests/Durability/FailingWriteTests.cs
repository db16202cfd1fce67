using System.Collections.Immutable;
using Orleans.Storage;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Sites;
using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Grains.Tests.Hosting;
using OrleansFlex.Storage;

namespace OrleansFlex.Grains.Tests.Durability;

/// <summary>A write that fails leaves memory as it was, and the next one works.</summary>
public sealed class FailingWriteTests
{
    [Fact]
    public async Task Telemetry_that_could_not_be_stored_was_not_seen()
    {
        await using var grid = await TestGrid.StartAsync();
        var (_, car, policy) = await grid.AddHomeAsync(level: 40);
        await grid.ActivateAsync();
        var before = (await grid.ShapeAsync()).Numbers();

        await FailsAsync(grid, "asset", () => grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs, BatteryLevel = 70 }));

        (await grid.Asset(car).Get())!.Reading!.BatteryLevel.ShouldBe(40);
        (await grid.ShapeAsync()).Numbers().ShouldBe(before);
        (await grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs, BatteryLevel = 70 })).ShouldBe(ObservationResult.Accepted);
        (await grid.ShapeAsync()).Numbers().ShouldNotBe(before);
    }

    [Fact]
    public async Task A_policy_that_could_not_be_changed_is_as_it_was()
    {
        await using var grid = await TestGrid.StartAsync();
        var (_, _, policy) = await grid.AddHomeAsync();
        var before = await grid.Policy(policy).Get();

        await FailsAsync(grid, "vehicle-policy", () => grid.Policy(policy).Update(new UpdatePolicy { BatteryReserve = 20 }));

        (await grid.Policy(policy).Get()).ShouldBe(before);
        (await grid.Policy(policy).Update(new UpdatePolicy { BatteryReserve = 20 })).Value!.BatteryReserve.ShouldBe(20);
    }

    [Fact]
    public async Task A_policy_that_could_not_be_stored_does_not_hold_the_vehicle()
    {
        await using var grid = await TestGrid.StartAsync();
        var site = await grid.AddSiteAsync();
        var car = await grid.AddCarAsync(site);
        var id = grid.NextId();
        var command = new CreatePolicy { VehicleId = car, LocationId = site, BatteryReserve = 0, Schedule = TestGrid.Week };

        await FailsAsync(grid, "vehicle-policy", () => grid.Policy(id).Create(command));

        (await grid.Policy(id).Get()).ShouldBeNull();
        (await grid.Policy(grid.NextId()).Create(command)).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task A_location_zone_price_or_segment_that_could_not_be_stored_is_not_there()
    {
        await using var grid = await TestGrid.StartAsync();
        var site = await grid.AddSiteAsync();
        await FailsAsync(grid, "site", () => grid.Site(site).Update(new UpdateLocation { Name = "Cabin" }));
        (await grid.Site(site).Get())!.Name.ShouldBe("Home");

        await FailsAsync(grid, "zone", () => grid.Zone().Activate("EUR"));
        (await grid.Zone().Get()).ShouldBeNull();
        await grid.ActivateAsync();

        ImmutableArray<PriceSignalValue> values = [new(grid.NowMs, 1)];
        await FailsAsync(grid, "area-price", () => grid.Zone().PushPrices(["A"], "EUR", values, grid.NowMs + 1));
        (await grid.AreaPrice("A").GetSignal()).ShouldBeNull();
        await grid.PushAsync("A", 1);

        await FailsAsync(grid, "segment-book", () => grid.Segments().Create(new("Sun", HouseholdTypes.Solar, default)));
        (await grid.Segments().List()).ShouldBeEmpty();
        (await grid.Segments().Create(new("Sun", HouseholdTypes.Solar, default))).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task A_push_to_several_areas_that_could_not_be_stored_in_one_is_in_none()
    {
        await using var grid = await TestGrid.StartAsync();
        await grid.AddHomeAsync("u1", area: "A");
        await grid.AddHomeAsync("u2", area: "B");
        await grid.ActivateAsync();
        await grid.PushAsync("A", 5, 5, 3, 1, 2, 4, 5, 5, 5, 5, 5, 5, 5, 5);
        var before = (await grid.ShapeAsync()).Numbers();
        var priced = (await grid.Zone().GetAreas())!.Value;
        var first = grid.NowMs;
        ImmutableArray<PriceSignalValue> values = [new(first, 9), new(first + 3_600_000, 1)];

        await FailsAsync(grid, "area-price", () => grid.Zone().PushPrices(["A", "B"], "EUR", values, first + 7_200_000));

        (await grid.AreaPrice("A").GetSignal())!.Timeline.At(first).ShouldBe(5);
        (await grid.AreaPrice("B").GetSignal()).ShouldBeNull();
        (await grid.Zone().GetAreas())!.Value.ShouldBe(priced);
        (await grid.ShapeAsync()).Numbers().ShouldBe(before);
        (await grid.Zone().PushPrices(["A", "B"], "EUR", values, first + 7_200_000)).Refusal.ShouldBeNull();
        (await grid.AreaPrice("A").GetSignal())!.Timeline.At(first).ShouldBe(9);
        (await grid.AreaPrice("B").GetSignal())!.Timeline.At(first).ShouldBe(9);
    }

    [Fact]
    public async Task A_record_that_someone_else_wrote_is_read_anew_before_the_next_write()
    {
        await using var grid = await TestGrid.StartAsync();
        var (_, _, policy) = await grid.AddHomeAsync();
        var key = new StateKey("vehicle-policy", GrainKeys.Of(TestGrid.Tenant, policy));
        var stored = (await grid.Database.States.ReadAsync(key, TestContext.Current.CancellationToken))!.Value;
        var json = System.Text.Encoding.UTF8.GetString(stored.Json).Replace("\"batteryReserve\":0", "\"batteryReserve\":7", StringComparison.Ordinal);
        await grid.Database.States.WriteAsync(key, System.Text.Encoding.UTF8.GetBytes(json), stored.ETag, null, TestContext.Current.CancellationToken);

        await Should.ThrowAsync<InconsistentStateException>(() => grid.Policy(policy).Update(new UpdatePolicy { BatteryReserve = 20 }));

        await grid.QuietAsync();
        (await grid.Policy(policy).Get())!.BatteryReserve.ShouldBe(7);
        (await grid.Policy(policy).Update(new UpdatePolicy { BatteryReserve = 20 })).Value!.BatteryReserve.ShouldBe(20);
    }

    private static async Task FailsAsync(TestGrid grid, string stateName, Func<Task> call)
    {
        grid.Storage.FailNext(stateName);
        await Should.ThrowAsync<IOException>(call);
        await grid.QuietAsync();
    }
}
