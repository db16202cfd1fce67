using Npgsql;

namespace OrleansFlex.Storage.Postgres;

/// <summary>Brings the database's schema up to date in one transaction.</summary>
internal static class PostgresSchema
{
    // Any number will do, as long as every silo takes the same.
    private const long LockKey = 0x4F72_6C46_6C65_78;

    public static async Task MigrateAsync(NpgsqlConnection connection, TimeProvider time, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);

        // Silos that start together take turns: the second finds the work done.
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({LockKey})", ct);
        await ExecuteAsync(connection, "CREATE TABLE IF NOT EXISTS schema_migrations (number integer PRIMARY KEY, name text NOT NULL, applied_at_ms bigint NOT NULL)", ct);
        await using var select = new NpgsqlCommand("SELECT coalesce(max(number), 0) FROM schema_migrations", connection);
        var current = (int)(await select.ExecuteScalarAsync(ct))!;
        foreach (var step in Migration.After(current, "postgres"))
        {
            await ExecuteAsync(connection, step.Sql, ct);
            await using var insert = new NpgsqlCommand("INSERT INTO schema_migrations (number, name, applied_at_ms) VALUES ($1, $2, $3)", connection);
            insert.Parameters.AddInt(step.Number);
            insert.Parameters.AddText(step.Name);
            insert.Parameters.AddLong(time.GetUtcNow().ToUnixTimeMilliseconds());
            await insert.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
