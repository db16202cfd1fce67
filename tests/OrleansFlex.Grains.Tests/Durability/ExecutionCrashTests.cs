using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Commands;
using OrleansFlex.Domain.Commands;
using OrleansFlex.Grains.Assets;
using OrleansFlex.Grains.Charging;
using OrleansFlex.Grains.Tests.Hosting;

namespace OrleansFlex.Grains.Tests.Durability;

/// <summary>Wherever between plan and vehicle the process ends, the vehicle ends up doing what the plan wants, told by one command.</summary>
public sealed class ExecutionCrashTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("Z")]
    public async Task A_plug_in_that_was_stored_but_led_to_nothing_leads_to_a_start(string? zone)
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, car, policy) = await ParkedAsync(grid, zone);
        var died = grid.Storage.DieAtWriteOf<PolicyState>("vehicle-policy", isStored: true, state => state.Course.Session is not null);
        grid.PlugInAsync(car, site).Ignore();
        await died.WaitAsync(TestContext.Current.CancellationToken);
        grid.Commands.Sent.ShouldBeEmpty();

        await grid.CrashAsync();

        grid.Commands.Sent.ShouldHaveSingleItem().Kind.ShouldBe(CommandKind.Start);
        await ObeysAsync(grid, site, car, policy);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Z")]
    public async Task A_plug_in_of_which_the_policy_never_heard_leads_to_a_session_and_a_start(string? zone)
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, car, policy) = await ParkedAsync(grid, zone);
        var died = grid.Storage.DieAtWriteOf<PolicyState>("vehicle-policy", isStored: false, state => state.Course.Session is not null);
        grid.PlugInAsync(car, site).Ignore();
        await died.WaitAsync(TestContext.Current.CancellationToken);

        await grid.CrashAsync();

        (await grid.Policy(policy).GetSession())!.PluggedInAtMs.ShouldBe(grid.NowMs);
        grid.Commands.Sent.ShouldHaveSingleItem().Kind.ShouldBe(CommandKind.Start);
        await ObeysAsync(grid, site, car, policy);
    }

    [Fact]
    public async Task A_command_that_was_stored_but_not_sent_is_sent_as_it_was_stored()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, car, policy) = await ParkedAsync(grid, null);
        var stored = Guid.Empty;
        var died = grid.Storage.DieAtWriteOf<AssetState>("asset", isStored: true, state => (stored = state.Intent?.CommandId ?? Guid.Empty) != Guid.Empty);
        grid.PlugInAsync(car, site).Ignore();
        await died.WaitAsync(TestContext.Current.CancellationToken);
        grid.Commands.Sent.ShouldBeEmpty();

        await grid.CrashAsync();

        grid.Commands.Sent.ShouldHaveSingleItem().Id.ShouldBe(stored);
        await ObeysAsync(grid, site, car, policy);
    }

    [Fact]
    public async Task A_command_that_was_sent_but_not_confirmed_is_sent_again_under_its_id()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, car, policy) = await ParkedAsync(grid, null);
        await grid.PlugInAsync(car, site);
        await grid.QuietAsync();
        await grid.AdvanceAsync(TimeSpan.FromMinutes(1));

        await grid.CrashAsync();

        grid.Commands.Sent.Count.ShouldBe(2);
        grid.Commands.Sent.Select(command => command.Id).Distinct().ShouldHaveSingleItem();
        await ObeysAsync(grid, site, car, policy);
    }

    [Fact]
    public async Task A_confirmation_of_which_the_policy_never_heard_leads_to_no_other_command_and_loses_no_energy()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, car, policy) = await ParkedAsync(grid, null);
        await grid.PlugInAsync(car, site);
        await grid.QuietAsync();
        await grid.AdvanceAsync(TimeSpan.FromMinutes(1));
        var died = grid.Storage.DieAtWriteOf<AssetState>("asset", isStored: true, state => state is { Intent: null, Device.Reading.IsCharging: true });
        ChargeAsync(grid, site, car, meter: 10).Ignore();
        await died.WaitAsync(TestContext.Current.CancellationToken);

        await grid.CrashAsync();

        grid.Commands.Sent.ShouldHaveSingleItem();
        await grid.AdvanceAsync(TimeSpan.FromMinutes(5));
        await ChargeAsync(grid, site, car, meter: 11);
        (await grid.Policy(policy).GetSession())!.EnergyMilliWh.ShouldBe(1_000_000);
        await ObeysAsync(grid, site, car, policy);
    }

    [Fact]
    public async Task A_wish_that_the_vehicle_could_not_store_is_told_again_soon()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, car, policy) = await ParkedAsync(grid, null);
        await grid.PlugInAsync(car, site, level: 85);
        await grid.QuietAsync();
        grid.Commands.Sent.ShouldBeEmpty();
        grid.Storage.FailNext("asset");
        (await grid.Policy(policy).SetOverride(new PolicyOverride { IsImmediate = true, Target = 100 })).Refusal.ShouldBeNull();
        await grid.QuietAsync();
        grid.Commands.Sent.ShouldBeEmpty();

        await grid.AdvanceAsync(TimeSpan.FromMinutes(1));

        grid.Commands.Sent.ShouldHaveSingleItem().Kind.ShouldBe(CommandKind.Start);
        await ObeysAsync(grid, site, car, policy);
    }

    [Fact]
    public async Task A_look_that_fails_is_taken_again()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, car, policy) = await ParkedAsync(grid, null);
        await grid.PlugInAsync(car, site);
        await grid.QuietAsync();
        // The car does not obey, and what becomes of the attempt cannot be stored.
        grid.Storage.FailNext("asset");
        await grid.AdvanceAsync(TimeSpan.FromMinutes(5));
        await grid.AdvanceAsync(TimeSpan.FromMinutes(2));

        grid.Commands.Sent.Count.ShouldBe(2);
        await ObeysAsync(grid, site, car, policy);
    }

    [Fact]
    public async Task A_wish_that_goes_on_beyond_the_plan_s_next_edge_does_not_lapse()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, car, policy) = await ParkedAsync(grid, null);
        await grid.PlugInAsync(car, site, level: 10);
        // A car that obeys nobody for hours, during which reserve, deadlines and blocks pass.
        await grid.AdvanceAsync(TimeSpan.FromHours(30));
        var sent = grid.Commands.Sent.Count;
        (await grid.Policy(policy).GetPlan())!.Plan!.Blocks[0].StartMs.ShouldBeLessThanOrEqualTo(grid.NowMs);

        await grid.AdvanceAsync(TimeSpan.FromMinutes(30));

        grid.Commands.Sent.Count.ShouldBeGreaterThan(sent);
        grid.Commands.Last.Kind.ShouldBe(CommandKind.Start);
        await ObeysAsync(grid, site, car, policy);
    }

    private static async Task<(Guid Site, Guid Car, Guid Policy)> ParkedAsync(TestGrid grid, string? zone)
    {
        var site = await grid.AddSiteAsync(zone: zone, area: zone is null ? null : "A");
        var car = await grid.AddCarAsync(site);
        var policy = await grid.AddPolicyAsync(car, site);
        await grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs, IsReachable = true, IsPluggedIn = false, BatteryLevel = 40, LocationId = site });
        if (zone is not null)
            await grid.ActivateAsync(zone);
        return (site, car, policy);
    }

    private static Task<ObservationResult> ChargeAsync(TestGrid grid, Guid site, Guid car, double? meter = null) => grid.ObserveAsync(car, new Observation
    {
        AtMs = grid.NowMs,
        IsReachable = true,
        IsPluggedIn = true,
        IsCharging = true,
        ChargeRateKw = 11,
        EnergyMeterKwh = meter,
        LocationId = site,
    });

    /// <summary>The car charges, which is what the plan wants, and nobody tells it anything for a while.</summary>
    private static async Task ObeysAsync(TestGrid grid, Guid site, Guid car, Guid policy)
    {
        var sent = grid.Commands.Sent.Count;
        await ChargeAsync(grid, site, car);
        await grid.AdvanceAsync(TimeSpan.FromMinutes(10));
        (await grid.Policy(policy).GetPlan())!.Plan!.Blocks[0].StartMs.ShouldBeLessThanOrEqualTo(grid.NowMs);
        grid.Commands.Sent.Count.ShouldBe(sent);
        (await grid.Asset(car).Get())!.Steering!.Progress.ShouldBe(SteeringProgress.Settled);
    }
}
