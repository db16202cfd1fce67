using OrleansFlex.Domain.Flexibility;

namespace OrleansFlex.Contracts.Sites;

/// <summary>What policies and assets at a site need to know of it. Replaced as a whole; older versions are refused.</summary>
[GenerateSerializer, Immutable, Alias("site-settings")]
public sealed record SiteSettings
{
    [Id(0)] public required Guid SiteId { get; init; }
    [Id(1)] public required long Version { get; init; }
    [Id(2)] public required string UserId { get; init; }
    [Id(3)] public required string TimezoneName { get; init; }
    [Id(4)] public string? Zone { get; init; }
    [Id(5)] public string? Area { get; init; }
    [Id(6)] public HouseholdTypes Composition { get; init; }
    [Id(7)] public int AssetCount { get; init; }

    /// <summary>Whether solar panels are configured at the site, so that plans count on their surplus.</summary>
    [Id(8)] public bool HasArrays { get; init; }
    /// <summary>The revision of the site's tariff formulas; null where it has none.</summary>
    [Id(9)] public long? TariffRevision { get; init; }
}

/// <summary>An asset that belongs to the household at a site.</summary>
[GenerateSerializer, Immutable, Alias("asset-at-site")]
public sealed record AssetAtSite([property: Id(0)] Guid AssetId, [property: Id(1)] HouseholdTypes Type);
