using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Sites;
using OrleansFlex.Domain.Solar;
using OrleansFlex.Grains.Solar;
using OrleansFlex.Grains.Tests.Hosting;

namespace OrleansFlex.Grains.Tests.Solar;

public sealed class SolarForecastTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Without_arrays_nothing_is_produced_and_without_a_location_there_is_no_forecast()
    {
        await using var grid = await TestGrid.StartAsync(Noon);
        (await grid.ExpectedKwhAsync(await grid.AddSiteAsync())).ShouldBe(0);
        (await grid.Forecasts.Now(TestGrid.Tenant, Guid.NewGuid())).ShouldBeNull();
        (await grid.Forecasts.Now("stranger", await grid.AddSiteAsync())).ShouldBeNull();
    }

    [Fact]
    public async Task Arrays_clouds_and_place_are_in_the_next_forecast()
    {
        await using var grid = await TestGrid.StartAsync(Noon);
        var site = await grid.AddSiteAsync();
        await grid.AddArrayAsync(site, capacity: 4);
        var one = await grid.ExpectedKwhAsync(site);
        one.ShouldBeInRange(40, 70);
        var second = await grid.AddArrayAsync(site, capacity: 4, azimuth: 181);
        (await grid.ExpectedKwhAsync(site)).ShouldBe(2 * one, one / 100);
        await grid.SolarConfiguration(second).Delete();
        (await grid.ExpectedKwhAsync(site)).ShouldBe(one, 1e-6);
        await grid.PushCloudsAsync(100);
        (await grid.ExpectedKwhAsync(site)).ShouldBeInRange(one * 0.15, one * 0.4);
        await grid.PushCloudsAsync(0);
        (await grid.ExpectedKwhAsync(site)).ShouldBe(one, 1e-6);
        // In the southern winter the days are short.
        await grid.Site(site).Update(new UpdateLocation { Latitude = -50.8 });
        (await grid.ExpectedKwhAsync(site)).ShouldBeLessThan(one / 2);
    }

    [Fact]
    public async Task Weather_is_kept_over_a_restart_and_belongs_to_its_area()
    {
        await using var grid = await TestGrid.StartAsync(Noon);
        var here = await grid.AddSiteAsync();
        var there = await grid.AddSiteAsync(area: "B");
        await grid.AddArrayAsync(here);
        await grid.AddArrayAsync(there);
        await grid.PushCloudsAsync(100);
        await grid.RestartAsync();
        (await grid.ExpectedKwhAsync(here)).ShouldBeLessThan(0.5 * await grid.ExpectedKwhAsync(there));
        (await grid.Weather().GetWeather())!.Revision.ShouldBe(1);
        (await grid.Weather("B").GetWeather()).ShouldBeNull();
    }

    [Fact]
    public async Task Inverters_correct_the_coming_hours_also_after_a_restart()
    {
        await using var grid = await TestGrid.StartAsync(Noon - TimeSpan.FromHours(3));
        var site = await grid.AddSiteAsync();
        await grid.AddArrayAsync(site);
        var inverter = await grid.AddDeviceAsync(AssetType.Inverter, site);
        var half = (await grid.Forecasts.Now(TestGrid.Tenant, site))!.Kw.ToArray();
        for (var quarter = 0; quarter <= 12; quarter++)
        {
            await grid.ObserveAsync(inverter, new Observation { AtMs = grid.NowMs, IsReachable = true, ProductionKw = half[quarter] / 2 });
            if (quarter < 12)
                await grid.AdvanceAsync(TimeSpan.FromMinutes(15));
        }

        await grid.RestartAsync();
        var corrected = (await grid.Forecasts.Now(TestGrid.Tenant, site))!.Kw.ToArray();
        (corrected[0] / half[12]).ShouldBeInRange(0.5f, 0.6f);
        (corrected[24] / half[36]).ShouldBeInRange(0.8f, 0.99f);
        // A second inverter that has told nothing leaves the sum unknown.
        await grid.AddDeviceAsync(AssetType.Inverter, site);
        (await grid.Forecasts.Now(TestGrid.Tenant, site))!.Kw[0].ShouldBe(half[12], 0.01f);
    }

    [Fact]
    public async Task A_surplus_is_made_once_a_quarter_and_again_where_something_changed()
    {
        await using var grid = await TestGrid.StartAsync(Noon);
        var site = await grid.AddSiteAsync();
        (await Surplus(0, 0)).ShouldBeNull();
        await grid.AddArrayAsync(site);
        var first = (await Surplus(0, 0)).ShouldNotBeNull();
        first.Curve.KwAt(grid.NowMs).ShouldBe((await grid.Forecasts.Now(TestGrid.Tenant, site))!.Kw[0] - 0.3, 0.01);
        (await Surplus(0, 0)).ShouldBeSameAs(first);
        await grid.PushCloudsAsync(100);
        (await Surplus(0, 0)).ShouldBeSameAs(first, "nobody has told of the new weather");
        var cloudy = (await Surplus(0, 1)).ShouldNotBeNull();
        cloudy.Curve.KwAt(grid.NowMs).ShouldBeLessThan(first.Curve.KwAt(grid.NowMs) / 2);
        await grid.AddArrayAsync(site, capacity: 20);
        var version = (await grid.Site(site).GetSettings())!.Version;
        (await Surplus(version, 0))!.Curve.KwAt(grid.NowMs).ShouldBeGreaterThan(cloudy.Curve.KwAt(grid.NowMs));
        await grid.AdvanceAsync(TimeSpan.FromMinutes(15));
        var next = await Surplus(0, 0);
        next.ShouldNotBeSameAs(cloudy);
        (await Surplus(SolarForecasts.Latest, AreaClouds.Latest)).ShouldNotBeSameAs(next);

        async Task<SurplusForecast?> Surplus(long siteVersion, long weather) =>
            await grid.Forecasts.Surplus(TestGrid.Tenant, site, siteVersion, weather);
    }
}
