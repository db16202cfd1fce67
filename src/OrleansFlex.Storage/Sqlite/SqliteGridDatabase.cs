namespace OrleansFlex.Storage.Sqlite;

/// <summary>The grid's database in one SQLite file.</summary>
internal sealed class SqliteGridDatabase : IGridDatabase
{
    private readonly SqliteOptions _options;
    private readonly TimeProvider _time;
    private readonly SqliteWriter _writer;
    private readonly SqliteReaders _readers;

    private SqliteGridDatabase(SqliteOptions options, SqliteSession session, TimeProvider time)
    {
        _options = options;
        _time = time;
        _writer = new SqliteWriter(options, session);
        _readers = new SqliteReaders(options);
        States = new SqliteStates(_writer, _readers);
        Reminders = new SqliteReminders(_writer, _readers);
        Catalog = new SqliteCatalog(_writer, _readers);
        Events = new SqliteEvents(_writer, _readers);
        Sessions = new SqliteSessions(_writer, _readers);
        Clients = new SqliteClients(_writer, _readers);
        Settings = new SqliteSettings(_writer, _readers);
    }

    public IStateStore States { get; }

    public IReminderStore Reminders { get; }

    public ICatalog Catalog { get; }

    public IEventStore Events { get; }

    public ISessionStore Sessions { get; }

    public IClientStore Clients { get; }

    public ISettingStore Settings { get; }

    /// <summary>The single writer, for tests that need the connection itself.</summary>
    internal SqliteWriter Writer => _writer;

    public static Task<SqliteGridDatabase> OpenAsync(SqliteOptions options, TimeProvider time, CancellationToken ct) =>
        Task.Run(() => Open(options, time), ct);

    public string Describe() => $"SQLite {SqliteLibrary.EnsureLoaded()}, WAL, {_options.FilePath}";

    public ValueTask<bool> IsHealthyAsync(CancellationToken ct) => StorageHealth.CheckAsync(Settings, _writer.LastGroupLost, _time, ct);

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _readers.Dispose();
    }

    private static SqliteGridDatabase Open(SqliteOptions options, TimeProvider time)
    {
        SqliteSession? session = null;
        try
        {
            Directory.CreateDirectory(options.DataDirectory);
            session = SqliteSession.OpenWriter(options);
            SqliteSchema.Migrate(session, time);
            return new SqliteGridDatabase(options, session, time);
        }
        catch (Exception error) when (error is SqliteErrorException or IOException or UnauthorizedAccessException)
        {
            session?.Dispose();
            throw new StorageUnavailableException($"Cannot open {options.FilePath}. {error.Message}", error);
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }
}
