using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Sites;
using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Grains.Tests.Hosting;

namespace OrleansFlex.Grains.Tests.Sites;

public sealed class LocationTests
{
    [Fact]
    public async Task A_user_exists_from_the_first_location_on()
    {
        await using var grid = await TestGrid.StartAsync();
        (await grid.User("u1").Get()).ShouldBeNull();

        var site = await grid.AddSiteAsync();

        var user = (await grid.User("u1").Get()).ShouldNotBeNull();
        user.CreatedAtMs.ShouldBe(grid.NowMs);
        (await grid.User("u1").GetPlaces()).ShouldHaveSingleItem().LocationId.ShouldBe(site);
    }

    [Fact]
    public async Task An_update_changes_what_it_names_and_nothing_else()
    {
        await using var grid = await TestGrid.StartAsync();
        var site = await grid.AddSiteAsync();
        var before = (await grid.Site(site).Get())!;

        var after = (await grid.Site(site).Update(new UpdateLocation { Name = "Cabin" })).Value!;

        after.ShouldBe(before with { Name = "Cabin" });
        (await grid.Site(site).Get()).ShouldBe(after);
    }

    [Fact]
    public async Task A_location_with_a_policy_is_not_deleted_until_the_policy_is()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, _, policy) = await grid.AddHomeAsync();

        (await grid.Site(site).Delete()).Refusal!.Code.ShouldBe("location.in_use");
        (await grid.Site(site).Get()).ShouldNotBeNull();

        (await grid.Policy(policy).Delete()).ShouldBeTrue();
        (await grid.Site(site).Delete()).Value!.Id.ShouldBe(site);
        (await grid.Site(site).Get()).ShouldBeNull();
        (await grid.Site(site).Delete()).Refusal!.Code.ShouldBe("location.not_found");
    }

    [Fact]
    public async Task A_household_is_composed_of_its_assets()
    {
        await using var grid = await TestGrid.StartAsync();
        var site = await grid.AddSiteAsync();
        await grid.AddCarAsync(site);
        var inverter = await grid.AddDeviceAsync(AssetType.Inverter, site);

        var settings = (await grid.Site(site).GetSettings())!;
        settings.Composition.ShouldBe(HouseholdTypes.Vehicle | HouseholdTypes.Solar);
        settings.AssetCount.ShouldBe(2);

        (await grid.Asset(inverter).Unlink()).ShouldBeTrue();
        (await grid.Site(site).GetSettings())!.Composition.ShouldBe(HouseholdTypes.Vehicle);
    }

    [Fact]
    public async Task Deleting_a_user_removes_everything_of_the_user_and_nothing_of_others()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, car, policy) = await grid.AddHomeAsync("u1");
        var second = await grid.AddSiteAsync("u1", zone: null, area: null);
        await grid.AddPolicyAsync(car, second);
        var battery = await grid.AddDeviceAsync(AssetType.Battery, site);
        var other = await grid.AddHomeAsync("u2");
        await grid.ActivateAsync();

        (await grid.User("u1").Delete()).ShouldBeTrue();

        (await grid.User("u1").Get()).ShouldBeNull();
        (await grid.Site(site).Get()).ShouldBeNull();
        (await grid.Site(second).Get()).ShouldBeNull();
        (await grid.Asset(car).Get()).ShouldBeNull();
        (await grid.Asset(battery).Get()).ShouldBeNull();
        (await grid.Policy(policy).Get()).ShouldBeNull();
        (await grid.Policy(other.Policy).Get()).ShouldNotBeNull();
        foreach (var kind in (string[])[CatalogKinds.User, CatalogKinds.Location, CatalogKinds.Device, CatalogKinds.Policy])
        {
            var left = new List<CatalogEntry>();
            await foreach (var entry in grid.Service<IGridCatalog>().Stream(TestGrid.Tenant, kind, null, TestContext.Current.CancellationToken))
                left.Add(entry);
            left.ShouldHaveSingleItem(kind);
        }

        (await grid.ShapeAsync()).Total.AssetCount.ShouldBe(1);
        (await grid.User("u1").Delete()).ShouldBeFalse();
    }
}
