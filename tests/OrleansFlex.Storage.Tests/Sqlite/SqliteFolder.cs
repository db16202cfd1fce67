namespace OrleansFlex.Storage.Tests.Sqlite;

/// <summary>One SQLite file for the tests of a class.</summary>
public sealed class SqliteFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Path => _folder.Path;

    public Task<IGridDatabase> OpenAsync() => GridDatabase.OpenSqliteAsync(Path, TimeProvider.System, TestContext.Current.CancellationToken);

    public void Dispose() => _folder.Dispose();
}
