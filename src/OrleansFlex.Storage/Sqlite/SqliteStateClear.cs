namespace OrleansFlex.Storage.Sqlite;

/// <summary>Removes one state and its catalog row, and appends rows; the result says nothing.</summary>
internal sealed class SqliteStateClear(StateKey key, string? expected, CatalogKey? row, AppendedRows? appended) : SqliteWrite<bool>
{
    private const string Delete = "DELETE FROM states WHERE id = ?1 AND version = ?2 AND +grain_key = ?3 AND +name = ?4";

    public override int Bytes => appended?.Bytes ?? 0;

    protected override bool Change(SqliteSession session)
    {
        if (expected is null)
            RequireAbsent(session);
        else
            Remove(session, expected);
        if (row is { } catalogKey)
            SqliteCatalogRows.Delete(session, catalogKey);
        if (appended is not null)
            SqliteAppendedRows.Insert(session, appended);
        return true;
    }

    private void RequireAbsent(SqliteSession session)
    {
        if (SqliteStates.CurrentETag(session, key) is not null)
            throw SqliteStates.Mismatch(session, key, null);
    }

    private void Remove(SqliteSession session, string etag)
    {
        if (!StateETag.TryParse(etag, out var known))
            throw SqliteStates.Mismatch(session, key, etag);
        using var delete = session.Prepare(Delete);
        delete.Bind(1, known.Id);
        delete.Bind(2, known.Version);
        delete.Bind(3, key.GrainKey);
        delete.Bind(4, key.Name);
        if (delete.Run() == 0)
            throw SqliteStates.Mismatch(session, key, etag);
    }
}
