using System.Runtime.CompilerServices;

namespace OrleansFlex.Storage;

/// <summary>Keyset paging over any engine that can fetch rows from a place onwards.</summary>
internal static class CatalogPaging
{
    private const int StreamChunk = 1_000;

    /// <summary>Fetches at most <c>limit</c> rows that match, in the order of travel.</summary>
    public delegate ValueTask<List<CatalogRow>> Fetch(CatalogQuery query, bool towardsOlder, CatalogCursor? from, int limit, CancellationToken ct);

    public static async ValueTask<CatalogPage> PageAsync(CatalogQuery query, Fetch fetch, CancellationToken ct)
    {
        if (query is { After: not null, Before: not null })
            throw new ArgumentException("A page lies either after or before a place.", nameof(query));
        if (query.PageSize is < 1 or > CatalogQuery.MaxPageSize)
            throw new ArgumentException($"Page size {query.PageSize} is not within 1 to {CatalogQuery.MaxPageSize}.", nameof(query));
        if (!StoredText.IsStorable(query))
            return new CatalogPage([], false, false);

        var backwards = query.Before is not null;
        var start = query.Before ?? query.After;
        var rows = await fetch(query, !backwards, start, query.PageSize + 1, ct);
        var more = rows.Count > query.PageSize;
        if (more)
            rows.RemoveAt(rows.Count - 1);

        // Without a cursor the page starts at the newest row: nothing can precede it.
        var other = false;
        if (start is not null)
        {
            var edge = rows.Count > 0 ? rows[0].Cursor : start;
            other = (await fetch(query, backwards, edge, 1, ct)).Count > 0;
        }

        if (backwards)
            rows.Reverse();
        return backwards ? new CatalogPage(rows, more, other) : new CatalogPage(rows, other, more);
    }

    public static async IAsyncEnumerable<CatalogRow> StreamAsync(CatalogQuery query, Fetch fetch, [EnumeratorCancellation] CancellationToken ct)
    {
        if (!StoredText.IsStorable(query))
            yield break;
        var from = query.After;
        while (true)
        {
            var rows = await fetch(query, true, from, StreamChunk, ct);
            foreach (var row in rows)
                yield return row;
            if (rows.Count < StreamChunk)
                yield break;
            from = rows[^1].Cursor;
        }
    }
}
