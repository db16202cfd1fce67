using System.Globalization;
using System.Text;

namespace OrleansFlex.Storage;

/// <summary>Builds the list queries for both dialects. Every text depends only on which filters are set, so it can stay prepared.</summary>
/// <param name="parameterMark"><c>?</c> for SQLite, <c>$</c> for PostgreSQL.</param>
/// <param name="namesIndex">Whether to name the index: SQLite keeps no statistics here, and then an index that no longer fits is an error.</param>
internal sealed class CatalogSql(char parameterMark, bool namesIndex)
{
    public const string Columns =
        "client, kind, id, created_at_ms, user_id, location_id, zone, area, reference, composition, asset_count";

    /// <summary>Rows from a place onwards, in the order of travel: newest first towards older rows, oldest first towards newer ones.</summary>
    public (string Sql, IReadOnlyList<object> Parameters) Select(CatalogQuery query, bool towardsOlder, CatalogCursor? from, int limit)
    {
        var sql = new StringBuilder("SELECT ").Append(Columns).Append(" FROM catalog");
        if (namesIndex)
            sql.Append(" INDEXED BY ").Append(IndexFor(query));
        sql.Append(" WHERE ");
        var parameters = new List<object>(12);
        Equal("client", query.Client);
        Equal("kind", query.Kind);
        Equal("user_id", query.UserId);
        Equal("location_id", query.LocationId);
        Equal("zone", query.Zone);
        Equal("area", query.Area);
        Equal("reference", query.Reference);
        if (from is { } cursor)
        {
            sql.Append(" AND (created_at_ms, id) ").Append(towardsOlder ? '<' : '>').Append(" (");
            Add(cursor.CreatedAtMs);
            sql.Append(", ");
            Add(cursor.Id);
            sql.Append(')');
        }

        sql.Append(towardsOlder ? " ORDER BY created_at_ms DESC, id DESC LIMIT " : " ORDER BY created_at_ms, id LIMIT ");
        Add((long)limit);
        return (sql.ToString(), parameters);

        void Equal(string column, string? value)
        {
            if (value is null)
                return;
            if (parameters.Count > 0)
                sql.Append(" AND ");
            sql.Append(column).Append(" = ");
            Add(value);
        }

        void Add(object value)
        {
            parameters.Add(value);
            sql.Append(parameterMark).Append(parameters.Count.ToString(CultureInfo.InvariantCulture));
        }
    }

    // The filter that leaves the fewest rows wins; the others are checked on the rows that remain.
    private static string IndexFor(CatalogQuery query) => query switch
    {
        { Reference: not null } => "catalog_by_reference",
        { LocationId: not null } => "catalog_by_location",
        { UserId: not null } => "catalog_by_user",
        { Zone: not null, Area: not null } => "catalog_by_area",
        { Zone: not null } => "catalog_by_zone",
        _ => "catalog_by_age",
    };
}
