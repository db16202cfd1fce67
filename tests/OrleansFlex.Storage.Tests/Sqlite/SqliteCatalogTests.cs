namespace OrleansFlex.Storage.Tests.Sqlite;

public sealed class SqliteCatalogTests(SqliteFolder folder) : CatalogTests, IClassFixture<SqliteFolder>
{
    protected override Task<IGridDatabase> OpenAsync() => folder.OpenAsync();
}
