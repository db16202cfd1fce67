namespace OrleansFlex.Storage.Tests.Postgres;

public sealed class PostgresStateStoreTests(PostgresDatabase database) : StateStoreTests, IClassFixture<PostgresDatabase>
{
    protected override Task<IGridDatabase> OpenAsync() => database.OpenAsync();
}
