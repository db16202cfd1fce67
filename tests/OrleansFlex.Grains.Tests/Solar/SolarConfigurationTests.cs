using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Sites;
using OrleansFlex.Contracts.Solar;
using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Domain.Solar;
using OrleansFlex.Grains.State;
using OrleansFlex.Grains.Tests.Hosting;

namespace OrleansFlex.Grains.Tests.Solar;

public sealed class SolarConfigurationTests
{
    private static CreateSolarConfiguration At(Guid site, double capacity = 8, string user = "u1") =>
        new() { UserId = user, LocationId = site, Array = new SolarArray(capacity, 180, 35) };

    [Fact]
    public async Task A_configuration_is_there_also_after_a_restart()
    {
        await using var grid = await TestGrid.StartAsync();
        var site = await grid.AddSiteAsync();
        var id = await grid.AddArrayAsync(site, azimuth: null, tilt: null);
        await grid.RestartAsync();
        var found = (await grid.SolarConfiguration(id).Get()).ShouldNotBeNull();
        (found.UserId, found.LocationId, found.Array).ShouldBe(("u1", site, new SolarArray(8, null, null)));
        found.CreatedAtMs.ShouldBe(grid.NowMs);
        (await Rows(grid)).ShouldBe([id.ToString("D")]);
        (await grid.Site(site).GetSolarSite())!.Arrays.ShouldHaveSingleItem().Id.ShouldBe(id);
    }

    [Fact]
    public async Task User_and_location_must_exist_and_belong_together()
    {
        await using var grid = await TestGrid.StartAsync();
        var site = await grid.AddSiteAsync();
        await grid.AddSiteAsync("u2");
        await Refused(At(site, user: "nobody"), "solar_configuration.unknown_user");
        await Refused(At(Guid.NewGuid()), "solar_configuration.unknown_location");
        await Refused(At(site, user: "u2"), "solar_configuration.foreign_location");
        await Refused(At(site, capacity: -1), "solar_configuration.invalid");
        (await Rows(grid)).ShouldBeEmpty();
        (await grid.Site(site).GetSettings())!.Composition.ShouldBe(HouseholdTypes.None);

        async Task Refused(CreateSolarConfiguration command, string code) =>
            (await grid.SolarConfiguration(grid.NextId()).Create(command)).Refusal!.Code.ShouldBe(code);
    }

    [Fact]
    public async Task The_same_parameters_at_a_location_are_a_conflict_and_elsewhere_are_not()
    {
        await using var grid = await TestGrid.StartAsync();
        var site = await grid.AddSiteAsync();
        await grid.AddArrayAsync(site);
        (await grid.SolarConfiguration(grid.NextId()).Create(At(site))).Refusal!.Code.ShouldBe("solar_configuration.exists");
        await grid.AddArrayAsync(site, capacity: 9);
        await grid.AddArrayAsync(await grid.AddSiteAsync());
        (await Rows(grid)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Of_two_at_once_with_the_same_parameters_one_wins()
    {
        await using var grid = await TestGrid.StartAsync();
        var site = await grid.AddSiteAsync();
        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => grid.SolarConfiguration(grid.NextId()).Create(At(site))));
        both.Count(outcome => outcome.IsAccepted).ShouldBe(1);
        (await Rows(grid)).Count.ShouldBe(1);
        (await grid.Site(site).GetSolarSite())!.Arrays.Length.ShouldBe(1);
    }

    [Fact]
    public async Task An_update_changes_what_it_names_and_may_not_make_two_the_same()
    {
        await using var grid = await TestGrid.StartAsync();
        var site = await grid.AddSiteAsync();
        var one = await grid.AddArrayAsync(site);
        var other = await grid.AddArrayAsync(site, azimuth: 90);
        await grid.AdvanceAsync(TimeSpan.FromMinutes(1));
        var turned = (await grid.SolarConfiguration(one).Update(new UpdateSolarConfiguration { SetsAzimuth = true, Azimuth = null, Capacity = 5 })).Value!;
        turned.Array.ShouldBe(new SolarArray(5, null, 35));
        turned.UpdatedAtMs.ShouldBe(grid.NowMs);
        turned.CreatedAtMs.ShouldBe(grid.NowMs - 60_000);
        (await grid.SolarConfiguration(one).Update(new UpdateSolarConfiguration { Capacity = 8, SetsAzimuth = true, Azimuth = 90 })).Refusal!.Code
            .ShouldBe("solar_configuration.same_as_other");
        (await grid.SolarConfiguration(one).Get()).ShouldBe(turned);
        (await grid.Site(site).GetSolarSite())!.Arrays.ShouldBe(
            [new ConfiguredArray(one, turned.Array), new ConfiguredArray(other, new SolarArray(8, 90, 35))]);
        (await grid.SolarConfiguration(one).Update(new UpdateSolarConfiguration())).Value.ShouldBe(turned);
        (await grid.SolarConfiguration(grid.NextId()).Update(new UpdateSolarConfiguration())).Refusal!.Code.ShouldBe("solar_configuration.not_found");
    }

    [Fact]
    public async Task A_configuration_makes_its_household_solar_and_its_end_undoes_it()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, _, _) = await grid.AddHomeAsync();
        await grid.ActivateAsync();
        var made = (await grid.Segments().Create(new("solar", HouseholdTypes.Vehicle | HouseholdTypes.Solar, HouseholdTypes.None))).Value!;
        (await Assets()).ShouldBe(0);
        var one = await grid.AddArrayAsync(site);
        var two = await grid.AddArrayAsync(site, capacity: 3);
        (await Assets()).ShouldBe(1);
        (await grid.SolarConfiguration(one).Delete()).ShouldBeTrue();
        (await Assets()).ShouldBe(1);
        (await grid.SolarConfiguration(two).Delete()).ShouldBeTrue();
        (await Assets()).ShouldBe(0);
        (await grid.SolarConfiguration(two).Delete()).ShouldBeFalse();
        (await Rows(grid)).ShouldBeEmpty();

        async Task<int> Assets()
        {
            await grid.QuietAsync();
            var reply = await grid.Zone().GetSegmentShape(made.Id, null, null);
            return System.Text.Json.Nodes.JsonNode.Parse(reply.Json!)!["assetCount"]!.GetValue<int>();
        }
    }

    [Fact]
    public async Task Configurations_go_with_their_location_and_with_their_user()
    {
        await using var grid = await TestGrid.StartAsync();
        var site = await grid.AddSiteAsync();
        var other = await grid.AddSiteAsync();
        var id = await grid.AddArrayAsync(site);
        await grid.AddArrayAsync(other);
        (await grid.Site(site).Delete()).IsAccepted.ShouldBeTrue();
        (await grid.SolarConfiguration(id).Get()).ShouldBeNull();
        (await Rows(grid)).Count.ShouldBe(1);
        (await grid.User("u1").Delete()).ShouldBeTrue();
        (await Rows(grid)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_location_can_go_while_its_configurations_change()
    {
        await using var grid = await TestGrid.StartAsync();
        for (var round = 0; round < 5; round++)
        {
            var site = await grid.AddSiteAsync();
            var changed = await grid.AddArrayAsync(site);
            var deleted = await grid.AddArrayAsync(site, capacity: 3);
            var update = grid.SolarConfiguration(changed).Update(new UpdateSolarConfiguration { Capacity = 5 });
            var create = grid.SolarConfiguration(grid.NextId()).Create(At(site, capacity: 4));
            var end = grid.SolarConfiguration(deleted).Delete();
            var leave = grid.Site(site).Delete();
            await Task.WhenAll(update, create, end, leave).WaitAsync(TimeSpan.FromSeconds(20));
            (await leave).IsAccepted.ShouldBeTrue();
            (await grid.SolarConfiguration(changed).Get()).ShouldBeNull();
            (await Rows(grid)).ShouldBeEmpty();
        }
    }

    [Fact]
    public void A_site_that_was_stored_before_there_were_arrays_has_none()
    {
        var site = System.Text.Json.JsonSerializer.Deserialize("""{"createdAtMs":1,"version":2,"assets":[],"policies":[]}""", GrainStateJson.Default.SiteState)!;
        site.Arrays.IsEmpty.ShouldBeTrue();
        site.ToSettings(Guid.NewGuid()).HasArrays.ShouldBeFalse();
        System.Text.Json.JsonSerializer.Serialize(site, GrainStateJson.Default.SiteState).ShouldContain("\"arrays\":[]");
    }

    [Fact]
    public async Task A_write_that_fails_leaves_everything_as_it_was()
    {
        await using var grid = await TestGrid.StartAsync();
        var site = await grid.AddSiteAsync();
        var id = await grid.AddArrayAsync(site);
        var before = await grid.SolarConfiguration(id).Get();
        foreach (var state in new[] { "solar-configuration", "site" })
        {
            grid.Storage.FailNext(state);
            await Should.ThrowAsync<Exception>(() => grid.SolarConfiguration(grid.NextId()).Create(At(site, capacity: 4)));
            grid.Storage.FailNext(state);
            await Should.ThrowAsync<Exception>(() => grid.SolarConfiguration(id).Update(new UpdateSolarConfiguration { Capacity = 5 }));
        }

        (await Rows(grid)).ShouldBe([id.ToString("D")]);
        (await grid.SolarConfiguration(id).Get()).ShouldBe(before);
        (await grid.Site(site).GetSolarSite())!.Arrays.ShouldBe([new ConfiguredArray(id, before!.Array)]);
        await grid.AddArrayAsync(site, capacity: 4);
    }

    private static async Task<IReadOnlyList<string>> Rows(TestGrid grid)
    {
        var rows = new List<string>();
        await foreach (var row in grid.Service<IGridCatalog>().Stream(TestGrid.Tenant, CatalogKinds.SolarConfiguration, null, CancellationToken.None))
            rows.Add(row.Id);
        return rows;
    }
}
