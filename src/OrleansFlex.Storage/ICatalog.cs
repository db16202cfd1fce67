namespace OrleansFlex.Storage;

/// <summary>Lists over entities, newest first by creation instant, then by id in descending order of code points.</summary>
/// <remarks>Rows are normally written through <see cref="IStateStore"/>, together with the state that they describe.</remarks>
public interface ICatalog
{
    /// <summary>One row, or null.</summary>
    ValueTask<CatalogRow?> FindAsync(CatalogKey key, CancellationToken ct);

    /// <summary>One page. Cursors are places, not offsets: rows added or removed meanwhile neither repeat nor hide others.</summary>
    /// <exception cref="ArgumentException">Both cursors are set, or the page size is out of range.</exception>
    ValueTask<CatalogPage> PageAsync(CatalogQuery query, CancellationToken ct);

    /// <summary>All rows that match, newest first, starting after <see cref="CatalogQuery.After"/>, in bounded memory.</summary>
    IAsyncEnumerable<CatalogRow> StreamAsync(CatalogQuery query, CancellationToken ct);

    /// <summary>Rows per area of a zone, ordered by area; rows without an area come first.</summary>
    ValueTask<IReadOnlyList<AreaCount>> CountByAreaAsync(string client, string kind, string zone, CancellationToken ct);

    /// <summary>Adds or replaces a row by itself: for rebuilding the catalog from states.</summary>
    ValueTask UpsertAsync(CatalogRow row, CancellationToken ct);

    /// <summary>Removes a row by itself; false when there was none.</summary>
    ValueTask<bool> RemoveAsync(CatalogKey key, CancellationToken ct);
}
