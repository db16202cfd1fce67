using OrleansFlex.Domain.Solar;
using OrleansFlex.Grains.Solar;

namespace OrleansFlex.Grains.Charging;

public sealed partial class VehiclePolicyGrain
{
    /// <summary>The surplus that the location's panels are expected to give; null where it has none.</summary>
    /// <param name="siteVersion">The least version of the site to know; the latest of all asks for the latest weather too.</param>
    /// <param name="weatherRevision">The least revision of the area's weather.</param>
    private ValueTask<SurplusForecast?> Surplus(long siteVersion, long weatherRevision = 0) => State.HasArrays
        ? services.Solar.Surplus(Client, State.LocationId, siteVersion, siteVersion == SolarForecasts.Latest ? AreaClouds.Latest : weatherRevision)
        : default;
}
