namespace OrleansFlex.Storage.Tests.Postgres;

public sealed class PostgresOpeningTests(PostgresServer server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_is_not_there_is_reported_without_the_password()
    {
        var error = await Should.ThrowAsync<StorageUnavailableException>(
            GridDatabase.OpenPostgresAsync("Host=/nonexistent;Username=u;Password=hush;Database=d", TimeProvider.System, Ct));

        error.ToString().ShouldNotContain("hush");
    }

    [Fact]
    public async Task Several_silos_may_start_on_an_empty_database_at_once()
    {
        var connectionString = await server.CreateDatabaseAsync();
        var databases = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => GridDatabase.OpenPostgresAsync(connectionString, TimeProvider.System, Ct)));

        await databases[0].Settings.SetAsync("key", "value", Ct);
        foreach (var database in databases)
        {
            (await database.Settings.GetAsync("key", Ct)).ShouldBe("value");
            await database.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_flood_of_reads_waits_its_turn_and_leaves_the_writer_a_connection()
    {
        var connectionString = await server.CreateDatabaseAsync();
        await using var database = await GridDatabase.OpenPostgresAsync(connectionString + ";Maximum Pool Size=3;Timeout=1", TimeProvider.System, Ct);
        var key = new StateKey("asset", "flood");
        var etag = await database.States.WriteAsync(key, new byte[10], null, null, Ct);

        var reads = Enumerable.Range(0, 20_000).Select(_ => database.States.ReadAsync(key, Ct).AsTask()).ToList();
        for (var i = 0; i < 50; i++)
            etag = await database.States.WriteAsync(key, new byte[10], etag, null, Ct);

        (await Task.WhenAll(reads)).ShouldAllBe(state => state != null);
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused()
    {
        var connectionString = await server.CreateDatabaseAsync();
        await (await GridDatabase.OpenPostgresAsync(connectionString, TimeProvider.System, Ct)).DisposeAsync();
        await PostgresServer.ExecuteAsync(connectionString, "INSERT INTO schema_migrations VALUES (9999, 'future', 0)");

        var error = await Should.ThrowAsync<StorageUnavailableException>(GridDatabase.OpenPostgresAsync(connectionString, TimeProvider.System, Ct));

        error.Message.ShouldContain("9999");
    }

    [Fact]
    public async Task A_server_that_answers_before_the_log_is_on_disk_is_told_otherwise()
    {
        var connectionString = await server.CreateDatabaseAsync();
        await PostgresServer.ExecuteAsync(connectionString, "DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database() || ' SET synchronous_commit = off'; END $$");
        (await PostgresServer.ExecuteAsync(connectionString, "SHOW synchronous_commit")).ShouldBe("off");
        await using var database = await GridDatabase.OpenPostgresAsync(connectionString, TimeProvider.System, Ct);
        await PostgresServer.ExecuteAsync(connectionString, """
            CREATE TABLE seen (value text);
            CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO seen VALUES (current_setting('synchronous_commit')); RETURN NULL; END $$;
            CREATE TRIGGER note AFTER INSERT ON settings FOR EACH ROW EXECUTE FUNCTION note();
            """);

        await database.Settings.SetAsync("key", "value", Ct);

        (await PostgresServer.ExecuteAsync(connectionString, "SELECT value FROM seen")).ShouldBe("on");
    }
}
