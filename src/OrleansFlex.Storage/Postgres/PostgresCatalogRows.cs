using Npgsql;

namespace OrleansFlex.Storage.Postgres;

/// <summary>Binds and reads catalog rows.</summary>
internal static class PostgresCatalogRows
{
    // A row that did not change is left alone: rewriting it would touch every index.
    public const string OnConflict =
        """
        ON CONFLICT (client, kind, id) DO UPDATE SET
            created_at_ms = excluded.created_at_ms, user_id = excluded.user_id, location_id = excluded.location_id,
            zone = excluded.zone, area = excluded.area, reference = excluded.reference,
            composition = excluded.composition, asset_count = excluded.asset_count
        WHERE (catalog.created_at_ms, catalog.user_id, catalog.location_id, catalog.zone, catalog.area, catalog.reference,
            catalog.composition, catalog.asset_count)
            IS DISTINCT FROM (excluded.created_at_ms, excluded.user_id, excluded.location_id, excluded.zone, excluded.area,
            excluded.reference, excluded.composition, excluded.asset_count)
        """;

    public const string Upsert =
        "INSERT INTO catalog (" + CatalogSql.Columns + ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) " + OnConflict;

    public static void Bind(NpgsqlParameterCollection parameters, CatalogRow row)
    {
        parameters.AddText(row.Client);
        parameters.AddText(row.Kind);
        parameters.AddText(row.Id);
        parameters.AddLong(row.CreatedAtMs);
        parameters.AddText(row.UserId);
        parameters.AddText(row.LocationId);
        parameters.AddText(row.Zone);
        parameters.AddText(row.Area);
        parameters.AddText(row.Reference);
        parameters.AddInt(row.Composition);
        parameters.AddInt(row.AssetCount);
    }

    public static void Bind(NpgsqlParameterCollection parameters, CatalogKey key)
    {
        parameters.AddText(key.Client);
        parameters.AddText(key.Kind);
        parameters.AddText(key.Id);
    }

    /// <summary>The row that a reader selecting <see cref="CatalogSql.Columns"/> stands on.</summary>
    public static CatalogRow Read(NpgsqlDataReader reader) =>
        new(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3))
        {
            UserId = TextOrNull(reader, 4),
            LocationId = TextOrNull(reader, 5),
            Zone = TextOrNull(reader, 6),
            Area = TextOrNull(reader, 7),
            Reference = TextOrNull(reader, 8),
            Composition = reader.GetInt32(9),
            AssetCount = reader.GetInt32(10),
        };

    public static string? TextOrNull(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
