using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Domain.Solar;
using OrleansFlex.Grains.Solar;

namespace OrleansFlex.Grains.Charging;

/// <content>What the policy knows of the sun.</content>
public sealed partial class VehiclePolicyGrain
{
    /// <summary>The surplus that the location's panels are expected to give; null where it has none.</summary>
    /// <param name="revision">The least revision of the prices; whoever asks for the latest gets the latest of site and weather too.</param>
    /// <param name="weatherRevision">The least revision of the area's weather.</param>
    private ValueTask<SurplusForecast?> Surplus(long revision, long weatherRevision = 0)
    {
        if (!State.HasArrays)
            return default;
        return revision == RefreshRequest.Latest
            ? services.Solar.Surplus(Client, State.LocationId, SolarForecasts.Latest, AreaClouds.Latest)
            : services.Solar.Surplus(Client, State.LocationId, State.SiteVersion, weatherRevision);
    }

    /// <summary>The surplus as it is after a wait, in which an interleaving call may have brought another one.</summary>
    private SurplusForecast? Newest(SurplusForecast? surplus) => State.HasArrays ? services.Solar.Known(Client, State.LocationId) ?? surplus : null;
}
