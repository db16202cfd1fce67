namespace OrleansFlex.Storage.Postgres;

/// <summary>Settings in PostgreSQL.</summary>
internal sealed class PostgresSettings(PostgresWriter writer, PostgresReads reads) : ISettingStore
{
    public async ValueTask<string?> GetAsync(string key, CancellationToken ct) =>
        StoredText.IsStorable(key)
            ? await reads.FirstAsync("SELECT value FROM settings WHERE key = $1", parameters => parameters.AddText(key), static reader => reader.GetString(0), ct)
            : null;

    public async ValueTask SetAsync(string key, string value, CancellationToken ct)
    {
        StoredText.Require(key, nameof(key));
        StoredText.Require(value, nameof(value));
        await writer.WriteAsync(
            "INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            parameters =>
            {
                parameters.AddText(key);
                parameters.AddText(value);
            },
            ct);
    }
}
