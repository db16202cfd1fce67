using Npgsql;

namespace OrleansFlex.Storage.Postgres;

/// <summary>Events in PostgreSQL. The writer sees to it that sequences become visible in their order.</summary>
internal sealed class PostgresEvents(PostgresWriter writer, PostgresReads reads) : IEventStore
{
    /// <summary>Events that are purged in one transaction.</summary>
    private const int PurgeChunk = 1_000;

    internal const string Read =
        "SELECT sequence, id, name, entity, user_id, created_at_ms, json FROM events WHERE client = $1 AND sequence > $2 ORDER BY sequence LIMIT $3";

    internal const string Latest =
        "SELECT greatest((SELECT max(sequence) FROM events WHERE client = $1), (SELECT sequence FROM purged_events WHERE client = $1), 0)";

    private const string Purge =
        """
        WITH d AS (
            DELETE FROM events WHERE (client, sequence) IN (SELECT client, sequence FROM events WHERE created_at_ms < $1 ORDER BY created_at_ms LIMIT $2)
            RETURNING client, sequence
        ), p AS (
            INSERT INTO purged_events AS o (client, sequence) SELECT client, max(sequence) FROM d GROUP BY client ORDER BY client
            ON CONFLICT (client) DO UPDATE SET sequence = greatest(o.sequence, excluded.sequence)
        )
        SELECT count(*) FROM d
        """;

    public async ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(string client, long afterSequence, int limit, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, IEventStore.MaxLimit);
        if (!StoredText.IsStorable(client))
            return [];
        return await reads.ListAsync(
            Read,
            parameters =>
            {
                parameters.AddText(client);
                parameters.AddLong(afterSequence);
                parameters.AddLong(limit);
            },
            reader => new StoredEvent(reader.GetInt64(0), ReadRow(client, reader)),
            ct);
    }

    public async ValueTask<long> LatestAsync(string client, CancellationToken ct) => StoredText.IsStorable(client)
        ? await reads.FirstAsync(Latest, parameters => parameters.AddText(client), static reader => reader.GetInt64(0), ct)
        : 0;

    public async ValueTask<long> PurgeAsync(long beforeMs, CancellationToken ct)
    {
        var purged = 0L;
        while (true)
        {
            var chunk = await writer.WriteAsync(new PostgresWrite<long>(Purge, Bind, static reader => reader.GetInt64(0)), ct);
            purged += chunk;
            if (chunk < PurgeChunk)
                return purged;
        }

        void Bind(NpgsqlParameterCollection parameters)
        {
            parameters.AddLong(beforeMs);
            parameters.AddLong(PurgeChunk);
        }
    }

    private static EventRow ReadRow(string client, NpgsqlDataReader reader) => new(
        client,
        reader.GetGuid(1),
        reader.GetString(2),
        reader.GetString(3),
        PostgresCatalogRows.TextOrNull(reader, 4),
        reader.GetInt64(5),
        reader.GetFieldValue<byte[]>(6));
}
