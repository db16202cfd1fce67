namespace OrleansFlex.Storage.Tests.Sqlite;

public sealed class SqliteStateStoreTests(SqliteFolder folder) : StateStoreTests, IClassFixture<SqliteFolder>
{
    protected override Task<IGridDatabase> OpenAsync() => folder.OpenAsync();
}
