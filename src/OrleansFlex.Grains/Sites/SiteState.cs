using System.Collections.Immutable;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Sites;
using OrleansFlex.Contracts.Solar;
using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Domain.Solar;

namespace OrleansFlex.Grains.Sites;

/// <summary>What is stored of a site.</summary>
public sealed record SiteState : ICatalogued
{
    private readonly ImmutableArray<ConfiguredArray> _arrays = [];

    /// <summary>When the site was made; 0 where there is none.</summary>
    public long CreatedAtMs { get; init; }

    /// <summary>Rises with every change that others must know of.</summary>
    public long Version { get; init; }
    public string UserId { get; init; } = "";
    public string Name { get; init; } = "";
    public double Latitude { get; init; }
    public double Longitude { get; init; }
    public string TimezoneName { get; init; } = "UTC";
    public string? Zone { get; init; }
    public string? Area { get; init; }

    /// <summary>The assets of the household.</summary>
    public ImmutableArray<AssetAtSite> Assets { get; init; } = [];

    /// <summary>The policies at the site.</summary>
    public ImmutableArray<Guid> Policies { get; init; } = [];

    /// <summary>The configured arrays of solar panels.</summary>
    public ImmutableArray<ConfiguredArray> Arrays
    {
        get => _arrays;
        // Sites that were stored before there were any have none.
        init => _arrays = value.IsDefault ? [] : value;
    }
    /// <summary>The revision of the site's tariff formulas; null where it has none.</summary>
    public long? TariffRevision { get; init; }

    /// <summary>What the household has.</summary>
    public HouseholdTypes Composition()
    {
        var composition = Arrays.IsEmpty ? HouseholdTypes.None : HouseholdTypes.Solar;
        foreach (var asset in Assets)
            composition |= asset.Type;
        return composition;
    }

    /// <summary>The site as the API shows it.</summary>
    public Location ToLocation(Guid id) => new()
    {
        Id = id,
        UserId = UserId,
        Name = Name,
        Latitude = Latitude,
        Longitude = Longitude,
        TimezoneName = TimezoneName,
        CreatedAtMs = CreatedAtMs,
        Zone = Zone,
        Area = Area,
    };

    /// <summary>What those at the site need to know.</summary>
    public SiteSettings ToSettings(Guid id) => new()
    {
        SiteId = id,
        Version = Version,
        UserId = UserId,
        TimezoneName = TimezoneName,
        Zone = Zone,
        Area = Area,
        Composition = Composition(),
        AssetCount = Assets.Length,
        HasArrays = !Arrays.IsEmpty,
        TariffRevision = TariffRevision,
    };

    /// <summary>What a solar forecast needs to know.</summary>
    public SolarSite ToSolarSite() => new()
    {
        Version = Version,
        UserId = UserId,
        Latitude = Latitude,
        Longitude = Longitude,
        Zone = Zone,
        Area = Area,
        Arrays = Arrays,
        Inverters = [.. Assets.Where(asset => asset.Type == HouseholdTypes.Solar).Select(asset => asset.AssetId)],
    };

    /// <inheritdoc/>
    public CatalogEntry ToEntry(string grainKey) =>
        new(GrainKeys.Client(grainKey), CatalogKinds.Location, GrainKeys.Part(grainKey, 1), CreatedAtMs)
        {
            UserId = UserId,
            Zone = Zone,
            Area = Area,
            Composition = (int)Composition(),
            AssetCount = Assets.Length,
        };
}
