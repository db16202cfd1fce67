using Npgsql;
using NpgsqlTypes;

namespace OrleansFlex.Storage.Postgres;

/// <summary>Appends events and sessions as parts of the statement that writes their state: one array per column.</summary>
internal static class PostgresAppendedRows
{
    /// <summary>Parameters of <see cref="InsertEvents"/>.</summary>
    public const int EventParameters = 7;

    /// <summary>Parameters of <see cref="InsertSessions"/>.</summary>
    public const int SessionParameters = 9;

    /// <summary>Inserts the events in the order of the arrays, if <c>w</c> has a row.</summary>
    public static string InsertEvents(string parameters) =>
        $"""
        INSERT INTO events (client, id, name, entity, user_id, created_at_ms, json)
        SELECT r.client, r.id, r.name, r.entity, r.user_id, r.created_at_ms, r.json
        FROM w, unnest({parameters}) WITH ORDINALITY AS r (client, id, name, entity, user_id, created_at_ms, json, place) ORDER BY r.place
        """;

    /// <summary>Inserts the sessions that are not there yet, if <c>w</c> has a row.</summary>
    public static string InsertSessions(string parameters) =>
        $"""
        INSERT INTO sessions ({SessionSql.Columns})
        SELECT r.* FROM w, unnest({parameters}) AS r ({SessionSql.Columns}) ON CONFLICT (client, id) DO NOTHING
        """;

    public static void Bind(NpgsqlParameterCollection parameters, AppendedRows rows)
    {
        if (rows.Events.Count > 0)
            Bind(parameters, rows.Events);
        if (rows.Sessions.Count > 0)
            Bind(parameters, rows.Sessions);
    }

    private static void Bind(NpgsqlParameterCollection parameters, IReadOnlyList<EventRow> rows)
    {
        parameters.AddArray(NpgsqlDbType.Text, Column(rows, static row => row.Client));
        parameters.AddArray(NpgsqlDbType.Uuid, Column(rows, static row => row.Id));
        parameters.AddArray(NpgsqlDbType.Text, Column(rows, static row => row.Name));
        parameters.AddArray(NpgsqlDbType.Text, Column(rows, static row => row.Entity));
        parameters.AddArray(NpgsqlDbType.Text, Column(rows, static row => row.UserId));
        parameters.AddArray(NpgsqlDbType.Bigint, Column(rows, static row => row.CreatedAtMs));
        parameters.AddArray(NpgsqlDbType.Bytea, Column(rows, static row => row.Json.ToArray()));
    }

    private static void Bind(NpgsqlParameterCollection parameters, IReadOnlyList<SessionRow> rows)
    {
        parameters.AddArray(NpgsqlDbType.Text, Column(rows, static row => row.Client));
        parameters.AddArray(NpgsqlDbType.Uuid, Column(rows, static row => row.Id));
        parameters.AddArray(NpgsqlDbType.Uuid, Column(rows, static row => row.PolicyId));
        parameters.AddArray(NpgsqlDbType.Uuid, Column(rows, static row => row.VehicleId));
        parameters.AddArray(NpgsqlDbType.Uuid, Column(rows, static row => row.LocationId));
        parameters.AddArray(NpgsqlDbType.Text, Column(rows, static row => row.UserId));
        parameters.AddArray(NpgsqlDbType.Bigint, Column(rows, static row => row.PluggedInMs));
        parameters.AddArray(NpgsqlDbType.Bigint, Column(rows, static row => row.PluggedOutMs));
        parameters.AddArray(NpgsqlDbType.Bytea, Column(rows, static row => row.Json.ToArray()));
    }

    private static T[] Column<TRow, T>(IReadOnlyList<TRow> rows, Func<TRow, T> value)
    {
        var column = new T[rows.Count];
        for (var i = 0; i < column.Length; i++)
            column[i] = value(rows[i]);
        return column;
    }
}
