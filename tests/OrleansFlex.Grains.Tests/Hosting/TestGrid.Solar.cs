using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Solar;
using OrleansFlex.Domain.Solar;
using OrleansFlex.Grains.Solar;

namespace OrleansFlex.Grains.Tests.Hosting;

internal sealed partial class TestGrid
{
    public const long HourMs = 3_600_000;

    public SolarForecasts Forecasts => Service<SolarForecasts>();

    public ISolarConfigurationGrain SolarConfiguration(Guid id) => Grain<ISolarConfigurationGrain>(GrainKeys.Of(Tenant, id));

    public IAreaWeatherGrain Weather(string area = "A", string zone = "Z") => Grain<IAreaWeatherGrain>(GrainKeys.Of(Tenant, zone, area));

    /// <summary>Configures an array of panels at a site.</summary>
    public async Task<Guid> AddArrayAsync(Guid site, double capacity = 8, double? azimuth = 180, double? tilt = 35, string user = "u1")
    {
        var id = NextId();
        var made = await SolarConfiguration(id).Create(
            new CreateSolarConfiguration { UserId = user, LocationId = site, Array = new SolarArray(capacity, azimuth, tilt) });
        made.Refusal.ShouldBeNull();
        return id;
    }

    /// <summary>Pushes one cloud cover for the coming three days.</summary>
    public async Task PushCloudsAsync(double percent, string area = "A", string zone = "Z")
    {
        (await Weather(area, zone).Push([new CloudValue(NowMs - (24 * HourMs), percent)], NowMs + (72 * HourMs))).Refusal.ShouldBeNull();
        await QuietAsync();
    }

    /// <summary>The energy that the panels of a site are expected to produce from now on, kWh.</summary>
    public async Task<double> ExpectedKwhAsync(Guid site) => (await Forecasts.Now(Tenant, site)).ShouldNotBeNull().Kw.ToArray().Sum() / 4.0;
}
