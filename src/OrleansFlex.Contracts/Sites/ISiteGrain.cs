using System.Collections.Immutable;
using OrleansFlex.Contracts.Solar;
using OrleansFlex.Domain.Solar;

namespace OrleansFlex.Contracts.Sites;

/// <summary>A site: a home or depot with an address, a time zone and a place in a bidding zone. The Flex API calls it a location.</summary>
[Alias("site")]
public interface ISiteGrain : IGrainWithStringKey
{
    /// <summary>Creates the site.</summary>
    [Alias("create")]
    Task<Outcome<Location>> Create(CreateLocation command);

    /// <summary>The site, or null where it does not exist.</summary>
    [Alias("get"), ReadOnly]
    Task<Location?> Get();

    /// <summary>Changes the members that are given.</summary>
    [Alias("update")]
    Task<Outcome<Location>> Update(UpdateLocation command);

    /// <summary>Deletes the site and returns it as it was. Refused while a policy is at it.</summary>
    [Alias("delete")]
    Task<Outcome<Location>> Delete();

    /// <summary>What those at the site need to know of it; null where it does not exist.</summary>
    [Alias("settings"), ReadOnly]
    Task<SiteSettings?> GetSettings();

    /// <summary>Counts an asset as part of the household.</summary>
    [Alias("attach-asset")]
    Task<SiteSettings?> AttachAsset(AssetAtSite asset);

    /// <summary>No longer counts an asset as part of the household.</summary>
    [Alias("detach-asset")]
    Task DetachAsset(Guid assetId);

    /// <summary>Notes that a policy is at the site; null where the site does not exist.</summary>
    [Alias("attach-policy")]
    Task<SiteSettings?> AttachPolicy(Guid policyId);

    /// <summary>Notes that a policy is no longer at the site.</summary>
    [Alias("detach-policy")]
    Task DetachPolicy(Guid policyId);

    /// <summary>The policies at the site; none where it does not exist.</summary>
    [Alias("policies"), ReadOnly]
    Task<ImmutableArray<Guid>> GetPolicies();

    /// <summary>What a solar forecast needs to know of the site; null where it does not exist.</summary>
    [Alias("solar-site"), ReadOnly]
    Task<SolarSite?> GetSolarSite();

    /// <summary>Adds an array of solar panels, or replaces the one of the same configuration. Refused where another one is the same.</summary>
    [Alias("put-array")]
    Task<Outcome<Done>> PutArray(ConfiguredArray array);

    /// <summary>Removes the array of a configuration.</summary>
    [Alias("remove-array")]
    Task RemoveArray(Guid id);
    /// <summary>The site's tariff formulas have changed, or are gone; tells the policies at the site.</summary>
    [Alias("tariffs-changed")]
    Task TariffsChanged(long? revision);
}
