namespace OrleansFlex.Storage.Tests.Postgres;

public sealed class PostgresCatalogTests(PostgresDatabase database) : CatalogTests, IClassFixture<PostgresDatabase>
{
    protected override Task<IGridDatabase> OpenAsync() => database.OpenAsync();
}
