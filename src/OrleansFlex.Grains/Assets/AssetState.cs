using System.Collections.Immutable;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Catalog;

namespace OrleansFlex.Grains.Assets;

/// <summary>What is stored of a device.</summary>
public sealed record AssetState : ICatalogued
{
    /// <summary>The device; null where there is none.</summary>
    public Device? Device { get; init; }

    /// <summary>The policies on the vehicle, one for each location.</summary>
    public ImmutableArray<PolicyAttachment> Policies { get; init; } = [];

    /// <summary>The site whose household the device belongs to, as it was linked.</summary>
    public Guid? HomeId { get; init; }
    public string? Zone { get; init; }
    public string? Area { get; init; }
    public string? TimezoneName { get; init; }

    /// <summary>The version of the site's settings that these are.</summary>
    public long SiteVersion { get; init; }

    /// <summary>The usual load of a battery or heat pump by quarter of an hour, packed; null before the first.</summary>
    public byte[]? Profile { get; init; }

    /// <summary>What an inverter has produced in the last hours, packed; null before the first.</summary>
    public byte[]? Production { get; init; }

    /// <inheritdoc/>
    public CatalogEntry ToEntry(string grainKey) =>
        new(GrainKeys.Client(grainKey), CatalogKinds.Device, GrainKeys.Part(grainKey, 1), Device?.CreatedAtMs ?? 0)
        {
            UserId = Device?.UserId,
            LocationId = HomeId?.ToString("D"),
            Zone = Zone,
            Area = Area,
            Type = Device?.Type.Name(),
        };
}
