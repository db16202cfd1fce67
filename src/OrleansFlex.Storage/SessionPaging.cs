namespace OrleansFlex.Storage;

/// <summary>Keyset paging over any engine that can fetch sessions from a place onwards.</summary>
internal static class SessionPaging
{
    /// <summary>Fetches at most <c>limit</c> rows that match, in the order of travel.</summary>
    public delegate ValueTask<List<SessionRow>> Fetch(SessionQuery query, bool towardsOlder, SessionCursor? from, int limit, CancellationToken ct);

    public static async ValueTask<SessionPage> PageAsync(SessionQuery query, Fetch fetch, CancellationToken ct)
    {
        KeysetPaging.Check(query.After is not null, query.Before is not null, query.PageSize, SessionQuery.MaxPageSize);
        if (!StoredText.IsStorable(query.Client))
            return new SessionPage([], false, false);
        var (rows, hasBefore, hasAfter) = await KeysetPaging.PageAsync<SessionRow, SessionCursor>(
            query.After,
            query.Before,
            query.PageSize,
            static row => row.Cursor,
            (towardsOlder, from, limit) => fetch(query, towardsOlder, from, limit, ct));
        return new SessionPage(rows, hasBefore, hasAfter);
    }

    public static IAsyncEnumerable<SessionRow> StreamAsync(SessionQuery query, Fetch fetch, CancellationToken ct) => StoredText.IsStorable(query.Client)
        ? KeysetPaging.StreamAsync<SessionRow, SessionCursor>(
            false, null, static row => row.Cursor, (towardsOlder, from, limit) => fetch(query, towardsOlder, from, limit, ct), ct)
        : AsyncEnumerable.Empty<SessionRow>();
}
