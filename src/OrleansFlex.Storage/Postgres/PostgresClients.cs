using Npgsql;

namespace OrleansFlex.Storage.Postgres;

/// <summary>API clients in PostgreSQL.</summary>
internal sealed class PostgresClients(PostgresWriter writer, PostgresReads reads) : IClientStore
{
    private const string Select = "SELECT id, secret_hash, salt, created_at_ms, generation FROM clients";

    public async ValueTask<IReadOnlyList<ClientRow>> ListAsync(CancellationToken ct) =>
        await reads.ListAsync(Select + " ORDER BY id", null, Read, ct);

    public async ValueTask<ClientRow?> FindAsync(string id, CancellationToken ct) =>
        StoredText.IsStorable(id) ? await reads.FirstAsync(Select + " WHERE id = $1", parameters => parameters.AddText(id), Read, ct) : null;

    public async ValueTask UpsertAsync(ClientRow row, CancellationToken ct)
    {
        StoredText.Require(row.Id, nameof(row));
        await writer.WriteAsync(
            "INSERT INTO clients (id, secret_hash, salt, created_at_ms, generation) VALUES ($1, $2, $3, $4, $5) "
            + "ON CONFLICT (id) DO UPDATE SET secret_hash = excluded.secret_hash, salt = excluded.salt, "
            + "created_at_ms = excluded.created_at_ms, generation = excluded.generation",
            parameters =>
            {
                parameters.AddText(row.Id);
                parameters.AddBytes(row.SecretHash);
                parameters.AddBytes(row.Salt);
                parameters.AddLong(row.CreatedAtMs);
                parameters.AddInt(row.Generation);
            },
            ct);
    }

    public async ValueTask<bool> DeleteAsync(string id, CancellationToken ct)
    {
        StoredText.Require(id, nameof(id));
        return await writer.WriteAsync("DELETE FROM clients WHERE id = $1 RETURNING 1", parameters => parameters.AddText(id), ct);
    }

    private static ClientRow Read(NpgsqlDataReader reader) =>
        new(reader.GetString(0), reader.GetFieldValue<byte[]>(1), reader.GetFieldValue<byte[]>(2), reader.GetInt64(3), reader.GetInt32(4));
}
