using System.Globalization;
using System.Text;

namespace OrleansFlex.Storage;

/// <summary>Builds the list queries over sessions for both dialects. Every text depends only on which filters are set, so it can stay prepared.</summary>
/// <param name="parameterMark"><c>?</c> for SQLite, <c>$</c> for PostgreSQL.</param>
/// <param name="namesIndex">Whether to name the index: SQLite keeps no statistics here, and then an index that no longer fits is an error.</param>
internal sealed class SessionSql(char parameterMark, bool namesIndex)
{
    public const string Columns = "client, id, policy_id, vehicle_id, location_id, user_id, plugged_in_ms, plugged_out_ms, json";

    private static readonly Guid Last = new("ffffffff-ffff-ffff-ffff-ffffffffffff");

    /// <summary>Rows from a place onwards, in the order of travel: newest first towards older rows, oldest first towards newer ones.</summary>
    public (string Sql, IReadOnlyList<object> Parameters) Select(SessionQuery query, bool towardsOlder, SessionCursor? from, int limit)
    {
        var sql = new StringBuilder("SELECT ").Append(Columns).Append(" FROM sessions");
        if (namesIndex)
            sql.Append(" INDEXED BY ").Append(IndexFor(query));
        sql.Append(" WHERE client = ");
        var parameters = new List<object>(12);
        Add(query.Client);
        Compare("policy_id", "=", query.PolicyId);
        Compare("vehicle_id", "=", query.VehicleId);
        Compare("location_id", "=", query.LocationId);
        Place('<', Upper(query, towardsOlder ? from : null));
        Place('>', Lower(query, towardsOlder ? null : from));
        Compare("plugged_out_ms", "<=", query.EndsByMs);
        Compare("plugged_out_ms", ">", query.EndsAfterMs);
        sql.Append(towardsOlder ? " ORDER BY plugged_in_ms DESC, id DESC LIMIT " : " ORDER BY plugged_in_ms, id LIMIT ");
        Add((long)limit);
        return (sql.ToString(), parameters);

        void Compare(string column, string comparison, object? value)
        {
            if (value is null)
                return;
            sql.Append(" AND ").Append(column).Append(' ').Append(comparison).Append(' ');
            Add(value);
        }

        void Place(char comparison, SessionCursor? bound)
        {
            if (bound is not { } place)
                return;
            sql.Append(" AND (plugged_in_ms, id) ").Append(comparison).Append(" (");
            Add(place.PluggedInMs);
            sql.Append(", ");
            Add(place.Id);
            sql.Append(')');
        }

        void Add(object value)
        {
            parameters.Add(value);
            sql.Append(parameterMark).Append(parameters.Count.ToString(CultureInfo.InvariantCulture));
        }
    }

    // One bound on each side, the tightest, so that an engine cannot seek by one and filter by the other. No session ends before it
    // starts, so a bound on the end is one on the start as well.
    private static SessionCursor? Upper(SessionQuery query, SessionCursor? from)
    {
        var bound = from;
        if (query.StartsBeforeMs is { } before)
            bound = Tighter(bound, new SessionCursor(before, Guid.Empty), -1);
        if (query.EndsByMs is { } by && by < long.MaxValue)
            bound = Tighter(bound, new SessionCursor(by + 1, Guid.Empty), -1);
        return bound;
    }

    private static SessionCursor? Lower(SessionQuery query, SessionCursor? from) => query.StartsFromMs is { } start && start > long.MinValue
        ? Tighter(from, new SessionCursor(start - 1, Last), 1)
        : from;

    private static SessionCursor Tighter(SessionCursor? a, SessionCursor b, int side) => a is { } other && other.CompareTo(b) * side > 0 ? other : b;

    // The filter that leaves the fewest rows wins; the others are checked on the rows that remain.
    private static string IndexFor(SessionQuery query) => query switch
    {
        { PolicyId: not null } => "sessions_by_policy",
        { VehicleId: not null } => "sessions_by_vehicle",
        { LocationId: not null } => "sessions_by_location",
        _ => "sessions_by_age",
    };
}
