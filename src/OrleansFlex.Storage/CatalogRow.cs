namespace OrleansFlex.Storage;

/// <summary>What lists and filters know of one entity. Null means that the field does not apply.</summary>
/// <param name="Client">The tenant.</param>
/// <param name="Kind">What the row describes, for example <c>vehicle</c>.</param>
/// <param name="Id">Its id, unique within tenant and kind.</param>
/// <param name="CreatedAtMs">Instant of creation in Unix milliseconds; orders lists.</param>
public sealed record CatalogRow(string Client, string Kind, string Id, long CreatedAtMs)
{
    /// <summary>Owning user.</summary>
    public string? UserId { get; init; }

    /// <summary>Location that it belongs to.</summary>
    public string? LocationId { get; init; }

    /// <summary>Zone that it counts in.</summary>
    public string? Zone { get; init; }

    /// <summary>Area within the zone.</summary>
    public string? Area { get; init; }

    /// <summary>Another id to find it by, for example the vendor's.</summary>
    public string? Reference { get; init; }

    /// <summary>Bits that say which kinds of assets the household has.</summary>
    public int Composition { get; init; }

    /// <summary>Number of assets that it stands for.</summary>
    public int AssetCount { get; init; }

    /// <summary>Its place in the catalog.</summary>
    public CatalogKey Key => new(Client, Kind, Id);

    /// <summary>Its place in lists.</summary>
    public CatalogCursor Cursor => new(CreatedAtMs, Id);
}
