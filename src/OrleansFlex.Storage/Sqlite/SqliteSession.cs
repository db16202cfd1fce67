using SQLitePCL;

namespace OrleansFlex.Storage.Sqlite;

/// <summary>One connection with its prepared statements. Used by one thread at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly sqlite3 _database;
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    private SqliteSession(sqlite3 database) => _database = database;

    /// <summary>The connection that writes.</summary>
    public static SqliteSession OpenWriter(SqliteOptions options)
    {
        // FULL makes every commit reach the disk. The log may grow to 64 MB, so that pages that are written often are
        // copied into the file once and not at every turn.
        var session = Open(options.FilePath);
        try
        {
            session.Execute("PRAGMA journal_mode = WAL");
            session.Execute("PRAGMA synchronous = FULL");
            session.Execute("PRAGMA fullfsync = 1");
            session.Execute("PRAGMA checkpoint_fullfsync = 1");
            session.Execute("PRAGMA wal_autocheckpoint = 16384");
            session.Execute("PRAGMA journal_size_limit = 67108864");
            session.Execute("PRAGMA cache_size = -32768");
            session.Execute("PRAGMA temp_store = MEMORY");
            if (options.MaxPageCount is { } pages)
                session.Execute($"PRAGMA max_page_count = {pages}");
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>A connection that only reads.</summary>
    public static SqliteSession OpenReader(SqliteOptions options)
    {
        var session = Open(options.FilePath);
        try
        {
            session.Execute("PRAGMA query_only = 1");
            session.Execute("PRAGMA cache_size = -4096");
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Runs statements without parameters and drops their rows.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(_database, sql));

    /// <summary>A statement from the cache, reset and without old results. Dispose it to end the read it belongs to.</summary>
    public SqliteStatement Prepare(string sql)
    {
        if (_statements.TryGetValue(sql, out var known))
            return known;
        Check(raw.sqlite3_prepare_v2(_database, sql, out var handle));
        return _statements[sql] = new SqliteStatement(this, handle);
    }

    /// <summary>Rows changed by the last statement that changes rows.</summary>
    public int Changes() => raw.sqlite3_changes(_database);

    /// <summary>Row id of the last insertion.</summary>
    public long LastInsertId() => raw.sqlite3_last_insert_rowid(_database);

    /// <summary>Ends a transaction that is still open.</summary>
    public void RollBack()
    {
        if (raw.sqlite3_get_autocommit(_database) == 0)
            Execute("ROLLBACK");
    }

    public void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
            throw new SqliteErrorException(raw.sqlite3_extended_errcode(_database), raw.sqlite3_errmsg(_database).utf8_to_string());
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Finish();
        _statements.Clear();
        _database.Dispose();
    }

    private static SqliteSession Open(string path)
    {
        SqliteLibrary.EnsureLoaded();
        var flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX;
        var code = raw.sqlite3_open_v2(path, out var database, flags, null);
        var session = new SqliteSession(database);
        try
        {
            session.Check(code);
            session.Check(raw.sqlite3_extended_result_codes(database, 1));
            session.Check(raw.sqlite3_busy_timeout(database, 5_000));
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
