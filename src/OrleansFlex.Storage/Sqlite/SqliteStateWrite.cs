namespace OrleansFlex.Storage.Sqlite;

/// <summary>Writes one state and its catalog row, and appends rows.</summary>
internal sealed class SqliteStateWrite(StateKey key, ReadOnlyMemory<byte> json, string? expected, CatalogRow? row, AppendedRows? appended) : SqliteWrite<string>
{
    // The id finds the row; the key only guards against an ETag that belongs to another state.
    private const string Update =
        "UPDATE states SET json = ?1, version = version + 1 WHERE id = ?2 AND version = ?3 AND +grain_key = ?4 AND +name = ?5";

    private const string Insert =
        "INSERT INTO states (version, name, grain_key, json) VALUES (1, ?1, ?2, ?3) ON CONFLICT (name, grain_key) DO NOTHING";

    public override int Bytes => json.Length + (appended?.Bytes ?? 0);

    protected override string Change(SqliteSession session)
    {
        var etag = expected is null ? Create(session) : Replace(session, expected);
        if (row is not null)
            SqliteCatalogRows.Upsert(session, row);
        if (appended is not null)
            SqliteAppendedRows.Insert(session, appended);
        return etag.ToString();
    }

    private StateETag Create(SqliteSession session)
    {
        using var insert = session.Prepare(Insert);
        insert.Bind(1, key.Name);
        insert.Bind(2, key.GrainKey);
        insert.Bind(3, json.Span);
        if (insert.Run() == 0)
            throw SqliteStates.Mismatch(session, key, null);
        return new(session.LastInsertId(), 1);
    }

    private StateETag Replace(SqliteSession session, string etag)
    {
        if (!StateETag.TryParse(etag, out var known))
            throw SqliteStates.Mismatch(session, key, etag);
        using var update = session.Prepare(Update);
        update.Bind(1, json.Span);
        update.Bind(2, known.Id);
        update.Bind(3, known.Version);
        update.Bind(4, key.GrainKey);
        update.Bind(5, key.Name);
        if (update.Run() == 0)
            throw SqliteStates.Mismatch(session, key, etag);
        return known with { Version = known.Version + 1 };
    }
}
