namespace OrleansFlex.Storage.Tests.Sqlite;

public sealed class SqliteSessionStoreTests(SqliteFolder folder) : SessionStoreTests, IClassFixture<SqliteFolder>
{
    protected override Task<IGridDatabase> OpenAsync() => folder.OpenAsync();
}
