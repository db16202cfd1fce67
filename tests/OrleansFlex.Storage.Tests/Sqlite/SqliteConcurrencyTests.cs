namespace OrleansFlex.Storage.Tests.Sqlite;

public sealed class SqliteConcurrencyTests(SqliteFolder folder) : ConcurrencyTests, IClassFixture<SqliteFolder>
{
    protected override Task<IGridDatabase> OpenAsync() => folder.OpenAsync();
}
