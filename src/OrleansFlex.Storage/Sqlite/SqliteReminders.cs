namespace OrleansFlex.Storage.Sqlite;

/// <summary>Reminders in SQLite.</summary>
internal sealed class SqliteReminders(SqliteWriter writer, SqliteReaders readers) : IReminderStore
{
    public async ValueTask UpsertAsync(ReminderRow row, CancellationToken ct)
    {
        StoredText.Require(row.GrainId, nameof(row));
        StoredText.Require(row.Name, nameof(row));
        await writer.WriteAsync(
            session =>
            {
                using var upsert = session.Prepare(
                    "INSERT INTO reminders (grain_id, name, start_at_ms, period_ms) VALUES (?1, ?2, ?3, ?4) "
                    + "ON CONFLICT (grain_id, name) DO UPDATE SET start_at_ms = excluded.start_at_ms, period_ms = excluded.period_ms");
                upsert.Bind(1, row.GrainId);
                upsert.Bind(2, row.Name);
                upsert.Bind(3, row.StartAtMs);
                upsert.Bind(4, row.PeriodMs);
                return upsert.Run();
            },
            ct);
    }

    public ValueTask<bool> DeleteAsync(string grainId, string name, CancellationToken ct)
    {
        StoredText.Require(grainId, nameof(grainId));
        StoredText.Require(name, nameof(name));
        return writer.WriteAsync(
            session =>
            {
                using var delete = session.Prepare("DELETE FROM reminders WHERE grain_id = ?1 AND name = ?2");
                delete.Bind(1, grainId);
                delete.Bind(2, name);
                return delete.Run() > 0;
            },
            ct);
    }

    public ValueTask<IReadOnlyList<ReminderRow>> ReadAllAsync(CancellationToken ct) =>
        readers.ReadAsync<int, IReadOnlyList<ReminderRow>>(
            0,
            static (session, _) =>
            {
                using var select = session.Prepare("SELECT grain_id, name, start_at_ms, period_ms FROM reminders ORDER BY grain_id, name");
                var rows = new List<ReminderRow>();
                while (select.Step())
                    rows.Add(new(select.Text(0), select.Text(1), select.Int64(2), select.Int64(3)));
                return rows;
            },
            ct);
}
