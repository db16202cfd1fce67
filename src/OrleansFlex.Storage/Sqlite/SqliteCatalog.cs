namespace OrleansFlex.Storage.Sqlite;

/// <summary>The catalog in SQLite.</summary>
internal sealed class SqliteCatalog(SqliteWriter writer, SqliteReaders readers) : ICatalog
{
    private static readonly CatalogSql Sql = new('?', namesIndex: true);

    public ValueTask<CatalogRow?> FindAsync(CatalogKey key, CancellationToken ct)
    {
        if (!StoredText.IsStorable(key))
            return new((CatalogRow?)null);
        return readers.ReadAsync(
            key,
            static (session, key) =>
            {
                using var select = session.Prepare($"SELECT {CatalogSql.Columns} FROM catalog WHERE client = ?1 AND kind = ?2 AND id = ?3");
                select.Bind(1, key.Client);
                select.Bind(2, key.Kind);
                select.Bind(3, key.Id);
                return select.Step() ? SqliteCatalogRows.Read(select) : null;
            },
            ct);
    }

    public ValueTask<CatalogPage> PageAsync(CatalogQuery query, CancellationToken ct) => CatalogPaging.PageAsync(query, FetchAsync, ct);

    public IAsyncEnumerable<CatalogRow> StreamAsync(CatalogQuery query, CancellationToken ct) => CatalogPaging.StreamAsync(query, FetchAsync, ct);

    public ValueTask<IReadOnlyList<AreaCount>> CountByAreaAsync(string client, string kind, string zone, CancellationToken ct)
    {
        if (!StoredText.IsStorable(new CatalogKey(client, kind, zone)))
            return new(Array.Empty<AreaCount>());
        return readers.ReadAsync<(string Client, string Kind, string Zone), IReadOnlyList<AreaCount>>(
            (client, kind, zone),
            static (session, of) =>
            {
                using var select = session.Prepare(
                    "SELECT area, count(*) FROM catalog INDEXED BY catalog_by_area WHERE client = ?1 AND kind = ?2 AND zone = ?3 GROUP BY area ORDER BY area");
                select.Bind(1, of.Client);
                select.Bind(2, of.Kind);
                select.Bind(3, of.Zone);
                var counts = new List<AreaCount>();
                while (select.Step())
                    counts.Add(new(select.TextOrNull(0), select.Int64(1)));
                return counts;
            },
            ct);
    }

    public async ValueTask UpsertAsync(CatalogRow row, CancellationToken ct)
    {
        StoredText.Require(row);
        await writer.WriteAsync(
            session =>
            {
                SqliteCatalogRows.Upsert(session, row);
                return true;
            },
            ct);
    }

    public ValueTask<bool> RemoveAsync(CatalogKey key, CancellationToken ct)
    {
        StoredText.Require(key);
        return writer.WriteAsync(session => SqliteCatalogRows.Delete(session, key), ct);
    }

    private ValueTask<List<CatalogRow>> FetchAsync(CatalogQuery query, bool towardsOlder, CatalogCursor? from, int limit, CancellationToken ct) =>
        readers.ReadAsync(
            Sql.Select(query, towardsOlder, from, limit),
            static (session, command) =>
            {
                using var select = session.Prepare(command.Sql);
                for (var i = 0; i < command.Parameters.Count; i++)
                    select.Bind(i + 1, command.Parameters[i]);
                var rows = new List<CatalogRow>();
                while (select.Step())
                    rows.Add(SqliteCatalogRows.Read(select));
                return rows;
            },
            ct);
}
