using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Domain.Schedules;
using OrleansFlex.Grains.Tests.Hosting;

namespace OrleansFlex.Grains.Tests.Charging;

public sealed class PolicyTests
{
    [Fact]
    public async Task A_policy_needs_a_vehicle_and_a_location_of_one_user()
    {
        await using var grid = await TestGrid.StartAsync();
        var site = await grid.AddSiteAsync("u1");
        var car = await grid.AddCarAsync(site);
        var charger = await grid.AddDeviceAsync(AssetType.Charger, site);
        var elsewhere = await grid.AddSiteAsync("u2");

        (await CreateAsync(grid, grid.NextId(), site)).ShouldBe("policy.unknown_vehicle");
        (await CreateAsync(grid, charger, site)).ShouldBe("policy.unknown_vehicle");
        (await CreateAsync(grid, car, grid.NextId())).ShouldBe("policy.unknown_location");
        (await CreateAsync(grid, car, elsewhere)).ShouldBe("policy.unknown_location");
        (await CreateAsync(grid, car, site)).ShouldBeNull();
    }

    [Fact]
    public async Task A_second_policy_for_the_same_pair_is_refused()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, car, policy) = await grid.AddHomeAsync();

        (await CreateAsync(grid, car, site)).ShouldBe("policy.exists");
        (await grid.Policy(policy).Delete()).ShouldBeTrue();
        (await CreateAsync(grid, car, site)).ShouldBeNull();
    }

    [Fact]
    public async Task A_vehicle_linked_without_the_control_scope_takes_no_policy()
    {
        await using var grid = await TestGrid.StartAsync();
        var site = await grid.AddSiteAsync();
        var car = await grid.AddDeviceAsync(AssetType.Vehicle, site, scopes: ["vehicle:read:data"]);

        (await CreateAsync(grid, car, site)).ShouldBe("policy.no_control_scope");
        (await grid.Site(site).Delete()).Refusal.ShouldBeNull();
    }

    [Theory]
    [InlineData("TESLA", 20, 20, null)]
    [InlineData("TESLA", 21, 80, "vehicle_policy.invalid")]
    [InlineData("TESLA", 20, 19, "vehicle_policy.invalid")]
    [InlineData("TESLA", 0, 101, "vehicle_policy.invalid")]
    [InlineData("MERCEDES", 50, 50, null)]
    [InlineData("MERCEDES", 20, 80, "vehicle_policy.invalid")]
    [InlineData("MERCEDES", 50, 49, "vehicle_policy.invalid")]
    public async Task Reserve_and_targets_keep_the_vendors_ranges(string vendor, double reserve, double target, string? expected)
    {
        await using var grid = await TestGrid.StartAsync();
        var site = await grid.AddSiteAsync();
        var car = await grid.AddCarAsync(site, vendor: vendor);

        (await CreateAsync(grid, car, site, reserve, target)).ShouldBe(expected);
    }

    [Fact]
    public async Task A_patch_merges_by_day_and_a_refused_one_changes_nothing()
    {
        await using var grid = await TestGrid.StartAsync();
        var (_, _, policy) = await grid.AddHomeAsync(reserve: 10);
        var patch = new WeeklySchedulePatch(Tuesday: new DaySchedulePatch(MinimumChargeTarget: 60));

        var after = (await grid.Policy(policy).Update(new UpdatePolicy { Schedule = patch })).Value!;

        after.Schedule.Tuesday.ShouldBe(new DaySchedule(7 * 60, 60));
        after.Schedule.Monday.ShouldBe(new DaySchedule(7 * 60, 80));
        after.BatteryReserve.ShouldBe(10);
        var refused = await grid.Policy(policy).Update(new UpdatePolicy { BatteryReserve = 15, Schedule = new(Friday: new(MinimumChargeTarget: 12)) });
        refused.Refusal!.Issues.ShouldHaveSingleItem().Path.ShouldBe("schedule.friday.minimumChargeTarget");
        (await grid.Policy(policy).Get()).ShouldBe(after);
    }

    [Fact]
    public async Task The_charge_limit_is_remembered_as_observed_at_the_location()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, car, policy) = await grid.AddHomeAsync();
        (await grid.Policy(policy).Get())!.LastObservedLocationChargeLimit.ShouldBe(100);

        await grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs, ChargeLimit = 70 });
        (await grid.Policy(policy).Get())!.LastObservedLocationChargeLimit.ShouldBe(70);

        await grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs, ChargeLimit = 95, IsPluggedIn = false, LocationId = grid.NextId() });
        (await grid.Policy(policy).Get())!.LastObservedLocationChargeLimit.ShouldBe(70);
        await grid.CollectAsync();
        (await grid.Policy(policy).Get())!.LastObservedLocationChargeLimit.ShouldBe(70);
    }

    [Fact]
    public async Task A_target_above_the_limit_is_kept_and_planned_to_the_limit()
    {
        await using var grid = await TestGrid.StartAsync();
        var (_, car, policy) = await grid.AddHomeAsync(zone: null, area: null, level: 40);
        await grid.ObserveAsync(car, new Observation { AtMs = grid.NowMs, ChargeLimit = 70 });

        var plan = (await grid.Policy(policy).GetPlan())!.Plan!;

        ((double)plan.EnergyKwh).ShouldBe(60 * 0.30 / 0.9, 1e-6);
        (await grid.Policy(policy).GetStatus())!.MinimumChargeTarget.ShouldBe(80);
    }

    [Fact]
    public async Task A_deleted_policy_is_gone_and_frees_vehicle_and_location()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, car, policy) = await grid.AddHomeAsync();

        (await grid.Policy(policy).Delete()).ShouldBeTrue();

        (await grid.Policy(policy).Delete()).ShouldBeFalse();
        (await grid.Policy(policy).Get()).ShouldBeNull();
        (await grid.Policy(policy).GetStatus()).ShouldBeNull();
        (await grid.Policy(policy).GetPlan()).ShouldBeNull();
        (await grid.Policy(policy).Update(new UpdatePolicy { BatteryReserve = 5 })).Refusal!.Code.ShouldBe("policy.not_found");
        (await grid.Asset(car).Get()).ShouldNotBeNull();
        (await grid.Site(site).Delete()).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task Unlinking_a_vehicle_deletes_its_policies()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, car, policy) = await grid.AddHomeAsync();

        (await grid.Asset(car).Unlink()).ShouldBeTrue();

        (await grid.Policy(policy).Get()).ShouldBeNull();
        (await grid.Site(site).Delete()).Refusal.ShouldBeNull();
        (await grid.User("u1").Get())!.Devices.ShouldBeEmpty();
    }

    private static async Task<string?> CreateAsync(TestGrid grid, Guid car, Guid site, double reserve = 0, double target = 80) =>
        (await grid.Policy(grid.NextId()).Create(new CreatePolicy
        {
            VehicleId = car,
            LocationId = site,
            BatteryReserve = reserve,
            Schedule = WeeklySchedule.EveryDay(new DaySchedule(420, target)),
        })).Refusal?.Code;
}
