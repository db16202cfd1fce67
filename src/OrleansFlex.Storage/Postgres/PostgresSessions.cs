using Npgsql;

namespace OrleansFlex.Storage.Postgres;

/// <summary>Settled sessions in PostgreSQL.</summary>
internal sealed class PostgresSessions(PostgresWriter writer, PostgresReads reads) : ISessionStore
{
    /// <summary>Sessions that are erased in one transaction.</summary>
    private const int EraseChunk = 1_000;

    private const string Erase =
        """
        WITH d AS (
            DELETE FROM sessions WHERE (client, id) IN (SELECT client, id FROM sessions WHERE client = $1 AND user_id = $2 LIMIT $3) RETURNING 1
        )
        SELECT count(*) FROM d
        """;

    private static readonly SessionSql Sql = new('$', namesIndex: false);

    public async ValueTask<SessionRow?> FindAsync(string client, Guid id, CancellationToken ct) => StoredText.IsStorable(client)
        ? await reads.FirstAsync(
            $"SELECT {SessionSql.Columns} FROM sessions WHERE client = $1 AND id = $2",
            parameters =>
            {
                parameters.AddText(client);
                parameters.AddId(id);
            },
            Read,
            ct)
        : null;

    public ValueTask<SessionPage> PageAsync(SessionQuery query, CancellationToken ct) => SessionPaging.PageAsync(query, FetchAsync, ct);

    public IAsyncEnumerable<SessionRow> StreamAsync(SessionQuery query, CancellationToken ct) => SessionPaging.StreamAsync(query, FetchAsync, ct);

    public async ValueTask<long> EraseUserAsync(string client, string userId, CancellationToken ct)
    {
        if (!StoredText.IsStorable(client) || !StoredText.IsStorable(userId))
            return 0;
        var erased = 0L;
        while (true)
        {
            var chunk = await writer.WriteAsync(new PostgresWrite<long>(Erase, Bind, static reader => reader.GetInt64(0)), ct);
            erased += chunk;
            if (chunk < EraseChunk)
                return erased;
        }

        void Bind(NpgsqlParameterCollection parameters)
        {
            parameters.AddText(client);
            parameters.AddText(userId);
            parameters.AddLong(EraseChunk);
        }
    }

    private ValueTask<List<SessionRow>> FetchAsync(SessionQuery query, bool towardsOlder, SessionCursor? from, int limit, CancellationToken ct)
    {
        var (sql, values) = Sql.Select(query, towardsOlder, from, limit);
        return reads.ListAsync(
            sql,
            parameters =>
            {
                foreach (var value in values)
                    parameters.AddValue(value);
            },
            Read,
            ct);
    }

    private static SessionRow Read(NpgsqlDataReader reader) =>
        new(
            reader.GetString(0),
            reader.GetGuid(1),
            reader.GetGuid(3),
            reader.GetString(5),
            reader.GetInt64(6),
            reader.GetInt64(7),
            reader.GetFieldValue<byte[]>(8))
        {
            PolicyId = reader.IsDBNull(2) ? null : reader.GetGuid(2),
            LocationId = reader.IsDBNull(4) ? null : reader.GetGuid(4),
        };
}
