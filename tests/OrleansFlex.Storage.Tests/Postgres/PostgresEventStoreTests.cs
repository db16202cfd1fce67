namespace OrleansFlex.Storage.Tests.Postgres;

public sealed class PostgresEventStoreTests(PostgresDatabase database) : EventStoreTests, IClassFixture<PostgresDatabase>
{
    protected override Task<IGridDatabase> OpenAsync() => database.OpenAsync();
}
