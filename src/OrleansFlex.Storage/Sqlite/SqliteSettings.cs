namespace OrleansFlex.Storage.Sqlite;

/// <summary>Settings in SQLite.</summary>
internal sealed class SqliteSettings(SqliteWriter writer, SqliteReaders readers) : ISettingStore
{
    public ValueTask<string?> GetAsync(string key, CancellationToken ct)
    {
        if (!StoredText.IsStorable(key))
            return new((string?)null);
        return readers.ReadAsync(
            key,
            static (session, key) =>
            {
                using var select = session.Prepare("SELECT value FROM settings WHERE key = ?1");
                select.Bind(1, key);
                return select.Step() ? select.Text(0) : null;
            },
            ct);
    }

    public async ValueTask SetAsync(string key, string value, CancellationToken ct)
    {
        StoredText.Require(key, nameof(key));
        StoredText.Require(value, nameof(value));
        await writer.WriteAsync(
            session =>
            {
                using var upsert = session.Prepare("INSERT INTO settings (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value");
                upsert.Bind(1, key);
                upsert.Bind(2, value);
                return upsert.Run();
            },
            ct);
    }
}
