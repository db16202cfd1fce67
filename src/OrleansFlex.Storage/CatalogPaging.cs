namespace OrleansFlex.Storage;

/// <summary>Keyset paging over any engine that can fetch rows from a place onwards.</summary>
internal static class CatalogPaging
{
    /// <summary>Fetches at most <c>limit</c> rows that match, in the order of travel.</summary>
    public delegate ValueTask<List<CatalogRow>> Fetch(CatalogQuery query, bool towardsOlder, CatalogCursor? from, int limit, CancellationToken ct);

    public static async ValueTask<CatalogPage> PageAsync(CatalogQuery query, Fetch fetch, CancellationToken ct)
    {
        KeysetPaging.Check(query.After is not null, query.Before is not null, query.PageSize, CatalogQuery.MaxPageSize);
        if (!StoredText.IsStorable(query))
            return new CatalogPage([], false, false);
        var (rows, hasBefore, hasAfter) = await KeysetPaging.PageAsync<CatalogRow, CatalogCursor>(
            query.After,
            query.Before,
            query.PageSize,
            static row => row.Cursor,
            (towardsOlder, from, limit) => fetch(query, towardsOlder, from, limit, ct));
        return new CatalogPage(rows, hasBefore, hasAfter);
    }

    public static IAsyncEnumerable<CatalogRow> StreamAsync(CatalogQuery query, Fetch fetch, CancellationToken ct) => StoredText.IsStorable(query)
        ? KeysetPaging.StreamAsync<CatalogRow, CatalogCursor>(
            true, query.After, static row => row.Cursor, (towardsOlder, from, limit) => fetch(query, towardsOlder, from, limit, ct), ct)
        : AsyncEnumerable.Empty<CatalogRow>();
}
