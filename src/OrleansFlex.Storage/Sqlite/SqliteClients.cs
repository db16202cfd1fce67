namespace OrleansFlex.Storage.Sqlite;

/// <summary>API clients in SQLite.</summary>
internal sealed class SqliteClients(SqliteWriter writer, SqliteReaders readers) : IClientStore
{
    private const string Select = "SELECT id, secret_hash, salt, created_at_ms, generation FROM clients";

    public ValueTask<IReadOnlyList<ClientRow>> ListAsync(CancellationToken ct) =>
        readers.ReadAsync<int, IReadOnlyList<ClientRow>>(
            0,
            static (session, _) =>
            {
                using var select = session.Prepare(Select + " ORDER BY id");
                var rows = new List<ClientRow>();
                while (select.Step())
                    rows.Add(Read(select));
                return rows;
            },
            ct);

    public ValueTask<ClientRow?> FindAsync(string id, CancellationToken ct)
    {
        if (!StoredText.IsStorable(id))
            return new((ClientRow?)null);
        return readers.ReadAsync(
            id,
            static (session, id) =>
            {
                using var select = session.Prepare(Select + " WHERE id = ?1");
                select.Bind(1, id);
                return select.Step() ? Read(select) : null;
            },
            ct);
    }

    public async ValueTask UpsertAsync(ClientRow row, CancellationToken ct)
    {
        StoredText.Require(row.Id, nameof(row));
        await writer.WriteAsync(
            session =>
            {
                using var upsert = session.Prepare(
                    "INSERT INTO clients (id, secret_hash, salt, created_at_ms, generation) VALUES (?1, ?2, ?3, ?4, ?5) "
                    + "ON CONFLICT (id) DO UPDATE SET secret_hash = excluded.secret_hash, salt = excluded.salt, "
                    + "created_at_ms = excluded.created_at_ms, generation = excluded.generation");
                upsert.Bind(1, row.Id);
                upsert.Bind(2, row.SecretHash.AsSpan());
                upsert.Bind(3, row.Salt.AsSpan());
                upsert.Bind(4, row.CreatedAtMs);
                upsert.Bind(5, row.Generation);
                return upsert.Run();
            },
            ct);
    }

    public ValueTask<bool> DeleteAsync(string id, CancellationToken ct)
    {
        StoredText.Require(id, nameof(id));
        return writer.WriteAsync(
            session =>
            {
                using var delete = session.Prepare("DELETE FROM clients WHERE id = ?1");
                delete.Bind(1, id);
                return delete.Run() > 0;
            },
            ct);
    }

    private static ClientRow Read(SqliteStatement select) =>
        new(select.Text(0), select.Blob(1), select.Blob(2), select.Int64(3), (int)select.Int64(4));
}
