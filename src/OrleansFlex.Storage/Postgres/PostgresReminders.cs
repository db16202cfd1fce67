namespace OrleansFlex.Storage.Postgres;

/// <summary>Reminders in PostgreSQL.</summary>
internal sealed class PostgresReminders(PostgresWriter writer, PostgresReads reads) : IReminderStore
{
    public async ValueTask UpsertAsync(ReminderRow row, CancellationToken ct)
    {
        StoredText.Require(row.GrainId, nameof(row));
        StoredText.Require(row.Name, nameof(row));
        await writer.WriteAsync(
            "INSERT INTO reminders (grain_id, name, start_at_ms, period_ms) VALUES ($1, $2, $3, $4) "
            + "ON CONFLICT (grain_id, name) DO UPDATE SET start_at_ms = excluded.start_at_ms, period_ms = excluded.period_ms",
            parameters =>
            {
                parameters.AddText(row.GrainId);
                parameters.AddText(row.Name);
                parameters.AddLong(row.StartAtMs);
                parameters.AddLong(row.PeriodMs);
            },
            ct);
    }

    public async ValueTask<bool> DeleteAsync(string grainId, string name, CancellationToken ct)
    {
        StoredText.Require(grainId, nameof(grainId));
        StoredText.Require(name, nameof(name));
        return await writer.WriteAsync(
            "DELETE FROM reminders WHERE grain_id = $1 AND name = $2 RETURNING 1",
            parameters =>
            {
                parameters.AddText(grainId);
                parameters.AddText(name);
            },
            ct);
    }

    public async ValueTask<IReadOnlyList<ReminderRow>> ReadAllAsync(CancellationToken ct) =>
        await reads.ListAsync(
            "SELECT grain_id, name, start_at_ms, period_ms FROM reminders ORDER BY grain_id, name",
            null,
            static reader => new ReminderRow(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3)),
            ct);
}
