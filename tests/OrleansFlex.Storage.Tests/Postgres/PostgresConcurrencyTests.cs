namespace OrleansFlex.Storage.Tests.Postgres;

public sealed class PostgresConcurrencyTests(PostgresDatabase database) : ConcurrencyTests, IClassFixture<PostgresDatabase>
{
    protected override Task<IGridDatabase> OpenAsync() => database.OpenAsync();
}
