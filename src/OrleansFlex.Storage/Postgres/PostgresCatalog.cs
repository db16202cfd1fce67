namespace OrleansFlex.Storage.Postgres;

/// <summary>The catalog in PostgreSQL.</summary>
internal sealed class PostgresCatalog(PostgresWriter writer, PostgresReads reads) : ICatalog
{
    private static readonly CatalogSql Sql = new('$', namesIndex: false);

    public async ValueTask<CatalogRow?> FindAsync(CatalogKey key, CancellationToken ct) =>
        StoredText.IsStorable(key)
            ? await reads.FirstAsync(
                $"SELECT {CatalogSql.Columns} FROM catalog WHERE client = $1 AND kind = $2 AND id = $3",
                parameters => PostgresCatalogRows.Bind(parameters, key),
                PostgresCatalogRows.Read,
                ct)
            : null;

    public ValueTask<CatalogPage> PageAsync(CatalogQuery query, CancellationToken ct) => CatalogPaging.PageAsync(query, FetchAsync, ct);

    public IAsyncEnumerable<CatalogRow> StreamAsync(CatalogQuery query, CancellationToken ct) => CatalogPaging.StreamAsync(query, FetchAsync, ct);

    public async ValueTask<IReadOnlyList<AreaCount>> CountByAreaAsync(string client, string kind, string zone, CancellationToken ct)
    {
        var of = new CatalogKey(client, kind, zone);
        if (!StoredText.IsStorable(of))
            return [];
        return await reads.ListAsync(
            "SELECT area, count(*) FROM catalog WHERE client = $1 AND kind = $2 AND zone = $3 GROUP BY area ORDER BY area NULLS FIRST",
            parameters => PostgresCatalogRows.Bind(parameters, of),
            static reader => new AreaCount(PostgresCatalogRows.TextOrNull(reader, 0), reader.GetInt64(1)),
            ct);
    }

    public async ValueTask UpsertAsync(CatalogRow row, CancellationToken ct)
    {
        StoredText.Require(row);
        await writer.WriteAsync(PostgresCatalogRows.Upsert, parameters => PostgresCatalogRows.Bind(parameters, row), ct);
    }

    public async ValueTask<bool> RemoveAsync(CatalogKey key, CancellationToken ct)
    {
        StoredText.Require(key);
        return await writer.WriteAsync(
            "DELETE FROM catalog WHERE client = $1 AND kind = $2 AND id = $3 RETURNING 1",
            parameters => PostgresCatalogRows.Bind(parameters, key),
            ct);
    }

    private ValueTask<List<CatalogRow>> FetchAsync(CatalogQuery query, bool towardsOlder, CatalogCursor? from, int limit, CancellationToken ct)
    {
        var (sql, values) = Sql.Select(query, towardsOlder, from, limit);
        return reads.ListAsync(
            sql,
            parameters =>
            {
                foreach (var value in values)
                    parameters.AddValue(value);
            },
            PostgresCatalogRows.Read,
            ct);
    }
}
