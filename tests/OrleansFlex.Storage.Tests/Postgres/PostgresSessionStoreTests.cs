namespace OrleansFlex.Storage.Tests.Postgres;

public sealed class PostgresSessionStoreTests(PostgresDatabase database) : SessionStoreTests, IClassFixture<PostgresDatabase>
{
    protected override Task<IGridDatabase> OpenAsync() => database.OpenAsync();
}
