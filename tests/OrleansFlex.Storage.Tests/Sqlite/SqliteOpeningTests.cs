using OrleansFlex.Storage.Sqlite;

namespace OrleansFlex.Storage.Tests.Sqlite;

public sealed class SqliteOpeningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string File => Path.Combine(_folder.Path, "grid.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_missing_folder_is_created()
    {
        var inner = Path.Combine(_folder.Path, "a", "b");

        await using var database = await GridDatabase.OpenSqliteAsync(inner, TimeProvider.System, Ct);

        System.IO.File.Exists(Path.Combine(inner, "grid.db")).ShouldBeTrue();
        database.Describe().ShouldEndWith(Path.Combine(inner, "grid.db"));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_reported_with_its_path()
    {
        await System.IO.File.WriteAllTextAsync(File, new string('x', 10_000), Ct);

        var error = await Should.ThrowAsync<StorageUnavailableException>(OpenAsync());

        error.Message.ShouldContain(File);
        (await System.IO.File.ReadAllTextAsync(File, Ct)).Length.ShouldBe(10_000);
    }

    [Fact]
    public async Task A_folder_that_cannot_exist_is_reported()
    {
        await System.IO.File.WriteAllTextAsync(File, "", Ct);

        await Should.ThrowAsync<StorageUnavailableException>(GridDatabase.OpenSqliteAsync(Path.Combine(File, "below"), TimeProvider.System, Ct));
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused()
    {
        await (await OpenAsync()).DisposeAsync();
        using (var session = SqliteSession.OpenWriter(new SqliteOptions(_folder.Path)))
            session.Execute("INSERT INTO schema_migrations VALUES (9999, 'future', 0)");

        (await Should.ThrowAsync<StorageUnavailableException>(OpenAsync())).Message.ShouldContain("9999");
    }

    [Fact]
    public async Task Several_may_open_the_same_new_file_at_once()
    {
        var databases = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => OpenAsync()));

        await databases[0].Settings.SetAsync("key", "value", Ct);
        foreach (var database in databases)
        {
            (await database.Settings.GetAsync("key", Ct)).ShouldBe("value");
            await database.DisposeAsync();
        }
    }

    [Fact]
    public async Task Commits_are_synchronous_and_logged_ahead()
    {
        await (await OpenAsync()).DisposeAsync();
        using var session = SqliteSession.OpenWriter(new SqliteOptions(_folder.Path));

        Pragma("synchronous").ShouldBe("2");
        Pragma("journal_mode").ShouldBe("wal");

        string Pragma(string name)
        {
            using var statement = session.Prepare($"PRAGMA {name}");
            statement.Step();
            return statement.Text(0);
        }
    }

    private Task<IGridDatabase> OpenAsync() => GridDatabase.OpenSqliteAsync(_folder.Path, TimeProvider.System, Ct);
}
