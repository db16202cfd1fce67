using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Storage;

/// <summary>Between the catalog's rows as grains know them and as the database stores them.</summary>
internal static class CatalogRows
{
    public static CatalogRow From(CatalogEntry entry) => new(entry.Client, entry.Kind, entry.Id, entry.CreatedAtMs)
    {
        UserId = entry.UserId,
        LocationId = entry.LocationId,
        Zone = entry.Zone,
        Area = entry.Area,
        Reference = entry.Type,
        Composition = entry.Composition,
        // A device has no count of its own, so the mark needs no column.
        AssetCount = entry.IsPending ? 1 : entry.AssetCount,
    };

    public static CatalogEntry ToEntry(CatalogRow row) => new(row.Client, row.Kind, row.Id, row.CreatedAtMs)
    {
        UserId = row.UserId,
        LocationId = row.LocationId,
        Zone = row.Zone,
        Area = row.Area,
        Type = row.Reference,
        Composition = row.Composition,
        AssetCount = row.AssetCount,
        IsPending = row is { Kind: CatalogKinds.Device, AssetCount: > 0 },
    };
}
