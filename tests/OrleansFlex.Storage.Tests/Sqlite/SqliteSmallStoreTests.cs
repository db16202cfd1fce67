namespace OrleansFlex.Storage.Tests.Sqlite;

public sealed class SqliteSmallStoreTests(SqliteFolder folder) : SmallStoreTests, IClassFixture<SqliteFolder>
{
    protected override Task<IGridDatabase> OpenAsync() => folder.OpenAsync();
}
