using OrleansFlex.Contracts.Sites;
using OrleansFlex.Domain.Tariffs;
using OrleansFlex.Grains.Tariffs;
using OrleansFlex.Grains.Tests.Hosting;

namespace OrleansFlex.Grains.Tests.Tariffs;

public sealed class TariffFormulaTests
{
    [Fact]
    public async Task A_formula_is_set_replaced_and_deleted()
    {
        await using var grid = await TestGrid.StartAsync();
        var site = await grid.AddSiteAsync();
        await grid.AddTariffAsync("spot");
        await grid.AddTariffAsync("markup", unit: TariffUnit.Scalar);
        await grid.AddTariffAsync("feed", TariffDirection.Export);

        (await grid.SetFormulaAsync(site, "spot * m", variables: [("spot", "spot"), ("m", "markup")])).Value!.Currency.ShouldBe("EUR");
        (await grid.SetFormulaAsync(site, "f", TariffDirection.Export, ("f", "feed"))).Refusal.ShouldBeNull();
        (await grid.SetFormulaAsync(site, "f", TariffDirection.Import, ("f", "feed"))).Refusal!.Issues[0].Path.ShouldBe("variables.f");
        (await grid.SetFormulaAsync(grid.NextId(), "spot")).Refusal!.Code.ShouldBe("location.not_found");
        await grid.RestartAsync();

        var formulas = await grid.Formula(site).Get();
        (formulas.Import!.Formula, formulas.Export!.Formula, formulas.Revision).ShouldBe(("spot * m", "f", 2));
        (await grid.Tariff("markup").Delete()).Refusal!.Message.ShouldContain(site.ToString());

        (await grid.SetFormulaAsync(site, "spot")).Refusal.ShouldBeNull();
        (await grid.Tariff("markup").Delete()).Refusal.ShouldBeNull();
        (await grid.Formula(site).Delete(TariffDirection.Import)).Refusal.ShouldBeNull();
        (await grid.Formula(site).Delete(TariffDirection.Import)).Refusal!.Code.ShouldBe("tariff_formula.not_found");
        (await grid.Tariff("spot").Delete()).Refusal.ShouldBeNull();
        (await grid.Tariff("feed").Delete()).Refusal!.Code.ShouldBe("tariff.in_use");
    }

    [Fact]
    public async Task The_zone_has_a_say_in_the_currency()
    {
        await using var grid = await TestGrid.StartAsync();
        var site = await grid.AddSiteAsync();
        await grid.AddTariffAsync("spot", currency: "SEK");
        (await grid.SetFormulaAsync(site, "spot")).Refusal.ShouldBeNull();
        await grid.ActivateAsync();
        (await grid.SetFormulaAsync(site, "spot")).Refusal!.Issues.ShouldHaveSingleItem().Path.ShouldBe("variables.spot");
    }

    [Theory]
    [InlineData(TariffDirection.Import)]
    [InlineData(TariffDirection.Export)]
    public async Task A_location_with_a_formula_does_not_move_into_a_zone_of_another_currency(TariffDirection direction)
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, _) = (await grid.AddSiteAsync(), await grid.AddSiteAsync(zone: "Y"));
        await grid.AddTariffAsync("spot", direction);
        (await grid.SetFormulaAsync(site, "spot", direction)).Refusal.ShouldBeNull();
        await grid.ActivateAsync();
        (await grid.Zone("Y").Activate("SEK")).Refusal.ShouldBeNull();
        var before = (await grid.Site(site).GetSettings())!.Version;

        var refusal = (await grid.Site(site).Update(new UpdateLocation { Zone = "Y", Name = "Elsewhere" })).Refusal!;
        (refusal.Code, refusal.Issues.ShouldHaveSingleItem().Path).ShouldBe(("currency.mismatch", "zone"));
        refusal.Message.ShouldBe($"Zone 'Y' is in SEK, the location's {TariffWords.Of(direction)} formula in EUR; delete the formula first.");
        (await grid.Site(site).GetSettings())!.Version.ShouldBe(before);
        (await grid.Site(site).Update(new UpdateLocation { Zone = "Z", Name = "Here" })).Refusal.ShouldBeNull();
        (await grid.Site(site).Update(new UpdateLocation { Zone = "X" })).Refusal.ShouldBeNull();

        (await grid.Formula(site).Delete(direction)).Refusal.ShouldBeNull();
        (await grid.Site(site).Update(new UpdateLocation { Zone = "Y" })).Value!.Zone.ShouldBe("Y");
    }

    [Fact]
    public async Task A_location_takes_its_formulas_along()
    {
        await using var grid = await TestGrid.StartAsync();
        var (site, other) = (await grid.AddSiteAsync(), await grid.AddSiteAsync("u2"));
        await grid.AddTariffAsync("spot");
        await grid.SetFormulaAsync(site, "spot");
        await grid.SetFormulaAsync(other, "spot");
        var refusal = (await grid.Tariff("spot").Delete()).Refusal!;
        refusal.Code.ShouldBe("tariff.in_use");
        (refusal.Message.Contains(site.ToString()), refusal.Message.Contains(other.ToString())).ShouldBe((true, true));

        (await grid.Site(site).Delete()).Refusal.ShouldBeNull();
        (await grid.Tariff("spot").Delete()).Refusal!.Message.ShouldNotContain(site.ToString());
        (await grid.User("u2").Delete()).ShouldBeTrue();
        (await grid.Tariff("spot").Delete()).Refusal.ShouldBeNull();
        (await grid.CountStatesAsync("tariff-formula", "tariff-use")).ShouldBe(0);
    }

    [Fact]
    public async Task A_formula_that_could_not_be_stored_does_not_hold_its_tariff()
    {
        await using var grid = await TestGrid.StartAsync();
        var site = await grid.AddSiteAsync();
        await grid.AddTariffAsync("spot");
        grid.Storage.FailNext("tariff-formula");
        await Should.ThrowAsync<IOException>(() => grid.SetFormulaAsync(site, "spot"));
        (await grid.Formula(site).Get()).Import.ShouldBeNull();
        (await grid.Tariff("spot").Delete()).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task A_use_that_a_crash_left_behind_does_not_hold_a_tariff()
    {
        await using var grid = await TestGrid.StartAsync();
        var site = await grid.AddSiteAsync();
        await grid.AddTariffAsync("spot");
        (await grid.Tariff("spot").Attach(site)).ShouldNotBeNull();
        await grid.RestartAsync();
        (await grid.Tariff("spot").Delete()).Refusal.ShouldBeNull();
        (await grid.CountStatesAsync("tariff-use")).ShouldBe(0);
    }

    [Fact]
    public async Task A_location_that_goes_while_its_formula_is_being_set_leaves_none()
    {
        await using var grid = await TestGrid.StartAsync();
        var site = await grid.AddSiteAsync();
        await grid.AddTariffAsync("spot");
        var release = new TaskCompletionSource();
        var arrived = grid.Storage.HoldNext("tariff-use", release.Task);
        var setting = grid.SetFormulaAsync(site, "spot");
        await arrived;
        var deleting = grid.Site(site).Delete();
        release.SetResult();
        await Task.WhenAll(setting, deleting);
        await grid.QuietAsync();
        (await deleting).Refusal.ShouldBeNull();
        (await grid.CountStatesAsync("tariff-formula", "tariff-use")).ShouldBe(0);
        (await grid.Tariff("spot").Delete()).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task Rates_of_a_location_change_their_revision_exactly_with_formula_and_data()
    {
        await using var grid = await TestGrid.StartAsync();
        var site = await grid.AddSiteAsync();
        await grid.AddTariffAsync("spot");
        await grid.AddTariffAsync("other");
        var first = grid.FirstHourMs;
        var seen = new List<string>();
        await Note();
        await grid.SetFormulaAsync(site, "spot * 2");
        await Note();
        await grid.PushTariffAsync("spot", null, 1, 2);
        await Note();
        await grid.PushTariffAsync("other", null, 5);
        await grid.PushTariffAsync("spot", null, 1, 2);
        await Note();
        await grid.Site(site).Update(new UpdateLocation { Name = "Cabin" });
        await Note();
        await grid.SetFormulaAsync(site, "spot * 3");
        var rates = await Note();
        seen.Distinct().Count().ShouldBe(4);
        (seen[2] == seen[3], seen[3] == seen[4]).ShouldBe((true, true));
        rates.Import!.Rates.ToArray().ShouldBe([3, 6, null]);
        rates.Export.ShouldBeNull();

        async Task<LocationRates> Note()
        {
            var rates = await grid.Service<TariffCurves>().Get(TestGrid.Tenant, site, first, first + (3 * TestGrid.HourMs));
            seen.Add(rates.Revision);
            return rates;
        }
    }
}
