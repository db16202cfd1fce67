using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Paging;

/// <summary>Pages of entities: the catalog gives the ids, the grains their views.</summary>
internal static class CatalogPages
{
    /// <summary>Reads a page of rows and asks for each entity; those deleted in between are left out.</summary>
    public static async Task<Page<TView>> Of<T, TView>(
        ICatalog catalog, CatalogQuery query, PageRequest request, Func<CatalogRow, Task<T?>> load, Func<T, TView> map, CancellationToken cancellation)
        where T : class
    {
        var page = await catalog.PageAsync(
            query with { PageSize = request.Size, After = From(request.After), Before = From(request.Before) }, cancellation);
        var entities = await Task.WhenAll(page.Rows.Select(load));
        return new Page<TView>(
            [.. entities.OfType<T>().Select(map)],
            new PageLinks(
                page.HasAfter && page.Rows.Count > 0 ? To(page.Rows[^1], request.List) : null,
                page.HasBefore && page.Rows.Count > 0 ? To(page.Rows[0], request.List) : null));
    }

    private static CatalogCursor? From(Cursor? cursor) => cursor is null ? null : new CatalogCursor(cursor.AtMs, cursor.Id);

    private static string To(CatalogRow row, uint list) => new Cursor(row.CreatedAtMs, row.Id, list).ToString();
}
