using Npgsql;

namespace OrleansFlex.Storage.Postgres;

/// <summary>The grid's database on a PostgreSQL server.</summary>
internal sealed class PostgresGridDatabase : IGridDatabase
{
    private readonly PostgresWriter _writer;
    private readonly PostgresReads _reads;
    private readonly TimeProvider _time;
    private readonly string _description;

    private PostgresGridDatabase(NpgsqlDataSource source, int poolSize, string description, TimeProvider time)
    {
        _description = description;
        _time = time;
        _writer = new PostgresWriter(source);
        _reads = new PostgresReads(source, Math.Clamp(poolSize - 2, 1, Math.Max(16, 4 * Environment.ProcessorCount)));
        States = new PostgresStates(_writer, _reads);
        Reminders = new PostgresReminders(_writer, _reads);
        Catalog = new PostgresCatalog(_writer, _reads);
        Events = new PostgresEvents(_writer, _reads);
        Sessions = new PostgresSessions(_writer, _reads);
        Clients = new PostgresClients(_writer, _reads);
        Settings = new PostgresSettings(_writer, _reads);
    }

    public IStateStore States { get; }

    public IReminderStore Reminders { get; }

    public ICatalog Catalog { get; }

    public IEventStore Events { get; }

    public ISessionStore Sessions { get; }

    public IClientStore Clients { get; }

    public ISettingStore Settings { get; }

    public static async Task<PostgresGridDatabase> OpenAsync(string connectionString, TimeProvider time, CancellationToken ct)
    {
        var source = CreateSource(connectionString);
        try
        {
            await using var connection = await source.OpenConnectionAsync(ct);
            await PostgresSchema.MigrateAsync(connection, time, ct);
            var description = $"PostgreSQL {connection.PostgreSqlVersion}, {connection.Host}:{connection.Port}/{connection.Database}";
            return new PostgresGridDatabase(source, new NpgsqlConnectionStringBuilder(connectionString).MaxPoolSize, description, time);
        }
        catch (Exception error)
        {
            await source.DisposeAsync();
            if (error is NpgsqlException or IOException or TimeoutException)
                throw PostgresFailure.Wrap("Cannot open the PostgreSQL database.", error);
            throw;
        }
    }

    public string Describe() => _description;

    public ValueTask<bool> IsHealthyAsync(CancellationToken ct) => StorageHealth.CheckAsync(Settings, _writer.LastGroupLost, _time, ct);

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _reads.DisposeAsync();
    }

    private static NpgsqlDataSource CreateSource(string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.ConnectionStringBuilder.MaxAutoPrepare = 200;
        builder.ConnectionStringBuilder.AutoPrepareMinUsages = 2;

        // Sessions keep nothing between uses except the setting below, which a reset would undo.
        builder.ConnectionStringBuilder.NoResetOnClose = true;
        builder.UsePhysicalConnectionInitializer(EnsureDurable, EnsureDurableAsync);
        return builder.Build();
    }

    // A server that is set to answer before the log is on disk would break the promise of durable writes.
    private const string DurableSql = "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";

    private static void EnsureDurable(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(DurableSql, connection);
        command.ExecuteNonQuery();
    }

    private static async Task EnsureDurableAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(DurableSql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
