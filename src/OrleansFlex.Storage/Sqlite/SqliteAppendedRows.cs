namespace OrleansFlex.Storage.Sqlite;

/// <summary>Appends events and sessions on a connection, inside the transaction of the state that they belong to.</summary>
internal static class SqliteAppendedRows
{
    private const string InsertEvent =
        "INSERT INTO events (client, id, name, entity, user_id, created_at_ms, json) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

    private const string InsertSession =
        $"INSERT INTO sessions ({SessionSql.Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (client, id) DO NOTHING";

    public static void Insert(SqliteSession session, AppendedRows rows)
    {
        foreach (var row in rows.Events)
            Insert(session, row);
        foreach (var row in rows.Sessions)
            Insert(session, row);
    }

    private static void Insert(SqliteSession session, EventRow row)
    {
        using var insert = session.Prepare(InsertEvent);
        insert.Bind(1, row.Client);
        insert.Bind(2, row.Id);
        insert.Bind(3, row.Name);
        insert.Bind(4, row.Entity);
        insert.Bind(5, row.UserId);
        insert.Bind(6, row.CreatedAtMs);
        insert.Bind(7, row.Json.Span);
        insert.Run();
    }

    private static void Insert(SqliteSession session, SessionRow row)
    {
        using var insert = session.Prepare(InsertSession);
        insert.Bind(1, row.Client);
        insert.Bind(2, row.Id);
        insert.Bind(3, row.PolicyId);
        insert.Bind(4, row.VehicleId);
        insert.Bind(5, row.LocationId);
        insert.Bind(6, row.UserId);
        insert.Bind(7, row.PluggedInMs);
        insert.Bind(8, row.PluggedOutMs);
        insert.Bind(9, row.Json.Span);
        insert.Run();
    }
}
