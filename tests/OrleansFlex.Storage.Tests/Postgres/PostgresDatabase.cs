[assembly: AssemblyFixture(typeof(OrleansFlex.Storage.Tests.Postgres.PostgresServer))]

namespace OrleansFlex.Storage.Tests.Postgres;

/// <summary>One PostgreSQL database for the tests of a class, created when the first of them opens it.</summary>
public sealed class PostgresDatabase(PostgresServer server)
{
    private readonly Lazy<Task<string>> _connectionString = new(server.CreateDatabaseAsync);

    public Task<string> ConnectionStringAsync() => _connectionString.Value;

    public async Task<IGridDatabase> OpenAsync() =>
        await GridDatabase.OpenPostgresAsync(await ConnectionStringAsync(), TimeProvider.System, TestContext.Current.CancellationToken);
}
