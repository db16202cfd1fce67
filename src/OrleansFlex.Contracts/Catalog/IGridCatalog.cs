namespace OrleansFlex.Contracts.Catalog;

/// <summary>The lists beside the grains, read by grains that must find others.</summary>
public interface IGridCatalog
{
    /// <summary>The number of locations in a zone by area; the area is null for those without one.</summary>
    Task<IReadOnlyList<(string? Area, int Count)>> CountLocationsByArea(string client, string zone, CancellationToken cancellation);

    /// <summary>All rows of a kind, of one zone if given, in no particular order.</summary>
    IAsyncEnumerable<CatalogEntry> Stream(string client, string kind, string? zone, CancellationToken cancellation);

    /// <summary>All rows of a kind with this type, in no particular order.</summary>
    IAsyncEnumerable<CatalogEntry> StreamOfType(string client, string kind, string type, CancellationToken cancellation);

    /// <summary>All rows of a kind of a user, in no particular order.</summary>
    IAsyncEnumerable<CatalogEntry> StreamOf(string client, string kind, string userId, CancellationToken cancellation);

    /// <summary>All rows of a kind at a location, in no particular order.</summary>
    IAsyncEnumerable<CatalogEntry> StreamAt(string client, string kind, Guid locationId, CancellationToken cancellation);
}
