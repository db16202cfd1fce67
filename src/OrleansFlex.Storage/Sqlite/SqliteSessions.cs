namespace OrleansFlex.Storage.Sqlite;

/// <summary>Settled sessions in SQLite.</summary>
internal sealed class SqliteSessions(SqliteWriter writer, SqliteReaders readers) : ISessionStore
{
    /// <summary>Sessions that are erased in one transaction.</summary>
    private const int EraseChunk = 1_000;

    private static readonly SessionSql Sql = new('?', namesIndex: true);

    public ValueTask<SessionRow?> FindAsync(string client, Guid id, CancellationToken ct)
    {
        if (!StoredText.IsStorable(client))
            return new((SessionRow?)null);
        return readers.ReadAsync(
            (Client: client, Id: id),
            static (session, of) =>
            {
                using var select = session.Prepare($"SELECT {SessionSql.Columns} FROM sessions WHERE client = ?1 AND id = ?2");
                select.Bind(1, of.Client);
                select.Bind(2, of.Id);
                return select.Step() ? Read(select) : null;
            },
            ct);
    }

    public ValueTask<SessionPage> PageAsync(SessionQuery query, CancellationToken ct) => SessionPaging.PageAsync(query, FetchAsync, ct);

    public IAsyncEnumerable<SessionRow> StreamAsync(SessionQuery query, CancellationToken ct) => SessionPaging.StreamAsync(query, FetchAsync, ct);

    public async ValueTask<long> EraseUserAsync(string client, string userId, CancellationToken ct)
    {
        if (!StoredText.IsStorable(client) || !StoredText.IsStorable(userId))
            return 0;
        var erased = 0L;
        while (true)
        {
            var chunk = await writer.WriteAsync(session => Erase(session, client, userId), ct);
            erased += chunk;
            if (chunk < EraseChunk)
                return erased;
        }
    }

    private static int Erase(SqliteSession session, string client, string userId)
    {
        using var delete = session.Prepare(
            "DELETE FROM sessions WHERE rowid IN (SELECT rowid FROM sessions INDEXED BY sessions_by_user WHERE client = ?1 AND user_id = ?2 LIMIT ?3)");
        delete.Bind(1, client);
        delete.Bind(2, userId);
        delete.Bind(3, EraseChunk);
        return delete.Run();
    }

    private ValueTask<List<SessionRow>> FetchAsync(SessionQuery query, bool towardsOlder, SessionCursor? from, int limit, CancellationToken ct) =>
        readers.ReadAsync(
            Sql.Select(query, towardsOlder, from, limit),
            static (session, command) =>
            {
                using var select = session.Prepare(command.Sql);
                for (var i = 0; i < command.Parameters.Count; i++)
                    select.Bind(i + 1, command.Parameters[i]);
                var rows = new List<SessionRow>();
                while (select.Step())
                    rows.Add(Read(select));
                return rows;
            },
            ct);

    private static SessionRow Read(SqliteStatement select) =>
        new(select.Text(0), select.Id(1), select.Id(3), select.Text(5), select.Int64(6), select.Int64(7), select.Blob(8))
        {
            PolicyId = select.IdOrNull(2),
            LocationId = select.IdOrNull(4),
        };
}
