using System.Globalization;

namespace OrleansFlex.Storage.Postgres;

/// <summary>The statements that change a state. Each changes state, catalog and appended rows together or nothing, and returns a row on success.</summary>
/// <remarks>A statement's text depends only on what goes with the state, so that it stays prepared.</remarks>
internal static class PostgresStateSql
{
    /// <summary>The first parameters are name, key and JSON.</summary>
    private const string Created =
        "w AS (INSERT INTO states (version, name, grain_key, json) VALUES (1, $1, $2, $3) ON CONFLICT (name, grain_key) DO NOTHING RETURNING id, version)";

    /// <summary>The first parameters are JSON, id, version, key and name.</summary>
    private const string Replaced =
        "w AS (UPDATE states SET json = $1, version = version + 1 WHERE id = $2 AND version = $3 AND grain_key = $4 AND name = $5 RETURNING id, version)";

    /// <summary>The first parameters are id, version, key and name.</summary>
    private const string Removed =
        "w AS (DELETE FROM states WHERE id = $1 AND version = $2 AND grain_key = $3 AND name = $4 RETURNING id, version)";

    /// <summary>The first parameters are key and name.</summary>
    private const string Absent =
        "w AS (SELECT 0::bigint AS id, 0::bigint AS version WHERE NOT EXISTS (SELECT 1 FROM states WHERE grain_key = $1 AND name = $2))";

    private static readonly string[] Texts = new string[4 * 2 * 2 * 2];

    /// <summary>The statement that makes a change; further parameters are the catalog row or its key, the events, the sessions.</summary>
    public static string For(StateChange change, bool withRow, AppendedRows? appended)
    {
        var withEvents = appended is { Events.Count: > 0 };
        var withSessions = appended is { Sessions.Count: > 0 };
        var index = ((int)change * 8) + (withRow ? 4 : 0) + (withEvents ? 2 : 0) + (withSessions ? 1 : 0);
        return Texts[index] ??= Compose(change, withRow, withEvents, withSessions);
    }

    private static string Compose(StateChange change, bool withRow, bool withEvents, bool withSessions)
    {
        var (sql, used) = change switch
        {
            StateChange.Create => (Created, 3),
            StateChange.Replace => (Replaced, 5),
            StateChange.Clear => (Removed, 4),
            _ => (Absent, 2),
        };
        if (withRow && change is (StateChange.Create or StateChange.Replace))
            sql += $", c AS (INSERT INTO catalog ({CatalogSql.Columns}) SELECT {Next(11)} FROM w {PostgresCatalogRows.OnConflict})";
        else if (withRow)
            sql += $", c AS (DELETE FROM catalog WHERE client = {Next(1)} AND kind = {Next(1)} AND id = {Next(1)} AND EXISTS (SELECT 1 FROM w))";
        if (withEvents)
            sql += ", e AS (" + PostgresAppendedRows.InsertEvents(Next(PostgresAppendedRows.EventParameters)) + ")";
        if (withSessions)
            sql += ", s AS (" + PostgresAppendedRows.InsertSessions(Next(PostgresAppendedRows.SessionParameters)) + ")";
        return "WITH " + sql + " SELECT id, version FROM w";

        string Next(int count)
        {
            var names = string.Join(", ", Enumerable.Range(used + 1, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"${number}")));
            used += count;
            return names;
        }
    }
}

/// <summary>What is done to a state.</summary>
internal enum StateChange
{
    /// <summary>It must not exist and is written.</summary>
    Create,

    /// <summary>It must be the one that was read and is written.</summary>
    Replace,

    /// <summary>It must be the one that was read and is removed.</summary>
    Clear,

    /// <summary>It must not exist.</summary>
    ClearAbsent,
}
