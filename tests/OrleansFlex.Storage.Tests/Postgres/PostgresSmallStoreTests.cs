namespace OrleansFlex.Storage.Tests.Postgres;

public sealed class PostgresSmallStoreTests(PostgresDatabase database) : SmallStoreTests, IClassFixture<PostgresDatabase>
{
    protected override Task<IGridDatabase> OpenAsync() => database.OpenAsync();
}
