namespace OrleansFlex.Storage.Sqlite;

/// <summary>Events in SQLite. There is one writer, so the order of sequences is the order of commits.</summary>
internal sealed class SqliteEvents(SqliteWriter writer, SqliteReaders readers) : IEventStore
{
    /// <summary>Events that are purged in one transaction.</summary>
    private const int PurgeChunk = 1_000;

    internal const string Read =
        "SELECT sequence, id, name, entity, user_id, created_at_ms, json FROM events WHERE client = ?1 AND sequence > ?2 ORDER BY sequence LIMIT ?3";

    internal const string Latest =
        "SELECT max(coalesce((SELECT max(sequence) FROM events WHERE client = ?1), 0), coalesce((SELECT sequence FROM purged_events WHERE client = ?1), 0))";

    internal const string Oldest = "SELECT sequence, client FROM events INDEXED BY events_by_age WHERE created_at_ms < ?1 ORDER BY created_at_ms, sequence LIMIT ?2";

    private const string NotePurged =
        "INSERT INTO purged_events (client, sequence) VALUES (?1, ?2) ON CONFLICT (client) DO UPDATE SET sequence = max(sequence, excluded.sequence)";

    public ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(string client, long afterSequence, int limit, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, IEventStore.MaxLimit);
        if (!StoredText.IsStorable(client))
            return new(Array.Empty<StoredEvent>());
        return readers.ReadAsync<(string Client, long After, int Limit), IReadOnlyList<StoredEvent>>(
            (client, afterSequence, limit),
            static (session, of) =>
            {
                using var select = session.Prepare(Read);
                select.Bind(1, of.Client);
                select.Bind(2, of.After);
                select.Bind(3, of.Limit);
                var events = new List<StoredEvent>();
                while (select.Step())
                {
                    events.Add(new StoredEvent(
                        select.Int64(0),
                        new EventRow(of.Client, select.Id(1), select.Text(2), select.Text(3), select.TextOrNull(4), select.Int64(5), select.Blob(6))));
                }

                return events;
            },
            ct);
    }

    public ValueTask<long> LatestAsync(string client, CancellationToken ct)
    {
        if (!StoredText.IsStorable(client))
            return new(0L);
        return readers.ReadAsync(
            client,
            static (session, client) =>
            {
                using var select = session.Prepare(Latest);
                select.Bind(1, client);
                return select.Step() ? select.Int64(0) : 0;
            },
            ct);
    }

    public async ValueTask<long> PurgeAsync(long beforeMs, CancellationToken ct)
    {
        var purged = 0L;
        while (true)
        {
            var chunk = await writer.WriteAsync(session => Purge(session, beforeMs), ct);
            purged += chunk;
            if (chunk < PurgeChunk)
                return purged;
        }
    }

    private static int Purge(SqliteSession session, long beforeMs)
    {
        var chunk = new List<(long Sequence, string Client)>();
        using (var select = session.Prepare(Oldest))
        {
            select.Bind(1, beforeMs);
            select.Bind(2, PurgeChunk);
            while (select.Step())
                chunk.Add((select.Int64(0), select.Text(1)));
        }

        foreach (var (client, sequence) in chunk.GroupBy(row => row.Client).Select(group => (group.Key, group.Max(row => row.Sequence))))
        {
            using var note = session.Prepare(NotePurged);
            note.Bind(1, client);
            note.Bind(2, sequence);
            note.Run();
        }

        foreach (var (sequence, _) in chunk)
        {
            using var delete = session.Prepare("DELETE FROM events WHERE sequence = ?1");
            delete.Bind(1, sequence);
            delete.Run();
        }

        return chunk.Count;
    }
}
