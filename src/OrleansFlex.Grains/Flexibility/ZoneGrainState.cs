using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Flexibility;

namespace OrleansFlex.Grains.Flexibility;

/// <summary>What is stored of an active zone; a zone that is not active has no record.</summary>
public sealed record ZoneGrainState : ICatalogued
{
    public long CreatedAtMs { get; init; }
    public long UpdatedAtMs { get; init; }

    /// <summary>ISO 4217.</summary>
    public string Currency { get; init; } = "";

    /// <summary>The areas for which prices have been pushed.</summary>
    public string[] PricedAreas { get; init; } = [];

    /// <summary>What was learned of forecast errors, in a form of the learning's own; empty before anything was.</summary>
    public byte[] Learned { get; init; } = [];

    /// <summary>The latest control actions, in a form of their own; empty where none count.</summary>
    public byte[] Control { get; init; } = [];

    /// <summary>The zone as the API shows it.</summary>
    public Zone ToZone(string id) => new(id, Currency, CreatedAtMs, UpdatedAtMs);

    /// <inheritdoc/>
    public CatalogEntry ToEntry(string grainKey) =>
        new(GrainKeys.Client(grainKey), CatalogKinds.Zone, GrainKeys.Part(grainKey, 1), CreatedAtMs);
}
