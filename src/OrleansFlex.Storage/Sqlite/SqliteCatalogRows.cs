namespace OrleansFlex.Storage.Sqlite;

/// <summary>Reads and writes catalog rows on a connection.</summary>
internal static class SqliteCatalogRows
{
    // A row that did not change is left alone: rewriting it would touch every index.
    private const string UpsertSql =
        $"""
        INSERT INTO catalog ({CatalogSql.Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        ON CONFLICT (client, kind, id) DO UPDATE SET
            created_at_ms = excluded.created_at_ms, user_id = excluded.user_id, location_id = excluded.location_id,
            zone = excluded.zone, area = excluded.area, reference = excluded.reference,
            composition = excluded.composition, asset_count = excluded.asset_count
        WHERE created_at_ms IS NOT excluded.created_at_ms OR user_id IS NOT excluded.user_id
            OR location_id IS NOT excluded.location_id OR zone IS NOT excluded.zone OR area IS NOT excluded.area
            OR reference IS NOT excluded.reference OR composition IS NOT excluded.composition
            OR asset_count IS NOT excluded.asset_count
        """;

    public static void Upsert(SqliteSession session, CatalogRow row)
    {
        using var upsert = session.Prepare(UpsertSql);
        upsert.Bind(1, row.Client);
        upsert.Bind(2, row.Kind);
        upsert.Bind(3, row.Id);
        upsert.Bind(4, row.CreatedAtMs);
        upsert.Bind(5, row.UserId);
        upsert.Bind(6, row.LocationId);
        upsert.Bind(7, row.Zone);
        upsert.Bind(8, row.Area);
        upsert.Bind(9, row.Reference);
        upsert.Bind(10, row.Composition);
        upsert.Bind(11, row.AssetCount);
        upsert.Run();
    }

    public static bool Delete(SqliteSession session, CatalogKey key)
    {
        using var delete = session.Prepare("DELETE FROM catalog WHERE client = ?1 AND kind = ?2 AND id = ?3");
        delete.Bind(1, key.Client);
        delete.Bind(2, key.Kind);
        delete.Bind(3, key.Id);
        return delete.Run() > 0;
    }

    /// <summary>The row that a statement selecting <see cref="CatalogSql.Columns"/> stands on.</summary>
    public static CatalogRow Read(SqliteStatement select) =>
        new(select.Text(0), select.Text(1), select.Text(2), select.Int64(3))
        {
            UserId = select.TextOrNull(4),
            LocationId = select.TextOrNull(5),
            Zone = select.TextOrNull(6),
            Area = select.TextOrNull(7),
            Reference = select.TextOrNull(8),
            Composition = (int)select.Int64(9),
            AssetCount = (int)select.Int64(10),
        };
}
