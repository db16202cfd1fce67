namespace OrleansFlex.Storage.Tests.Sqlite;

public sealed class SqliteEventStoreTests(SqliteFolder folder) : EventStoreTests, IClassFixture<SqliteFolder>
{
    protected override Task<IGridDatabase> OpenAsync() => folder.OpenAsync();
}
