using OrleansFlex.Storage.Sqlite;

namespace OrleansFlex.Storage.Tests.Sqlite;

/// <summary>A file that may not grow stands for a full disk.</summary>
public sealed class SqliteDiskFullTests : IAsyncLifetime
{
    private const int Pages = 120;
    private readonly TemporaryFolder _folder = new();
    private SqliteGridDatabase _database = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _database = await SqliteGridDatabase.OpenAsync(new SqliteOptions(_folder.Path) { MaxPageCount = Pages }, TimeProvider.System, Ct);

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Exactly_the_writes_that_do_not_fit_fail_and_the_writer_recovers()
    {
        var small = new StateKey("asset", "small");
        var etag = await _database.States.WriteAsync(small, new byte[100], null, null, Ct);

        // Queued together, so that big and small ones meet in groups.
        var writes = Enumerable.Range(0, 300).Select(i => WriteAsync(i, new byte[3_000])).ToList();
        var update = _database.States.WriteAsync(small, new byte[101], etag, null, Ct);
        var outcomes = await Task.WhenAll(writes);

        outcomes.ShouldContain(true);
        outcomes.ShouldContain(false);
        etag = await update;
        for (var i = 0; i < outcomes.Length; i++)
        {
            (await _database.States.ReadAsync(Key(i), Ct) is not null).ShouldBe(outcomes[i]);
            (await _database.Catalog.FindAsync(new("client", "vehicle", $"{i}"), Ct) is not null).ShouldBe(outcomes[i]);
        }

        await RoomAsync(1_000_000);
        (await Task.WhenAll(Enumerable.Range(1_000, 300).Select(i => WriteAsync(i, new byte[3_000])))).ShouldAllBe(written => written);
        await _database.States.WriteAsync(small, new byte[102], etag, null, Ct);
        (await _database.IsHealthyAsync(Ct)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_conflict_on_a_full_disk_is_still_a_conflict()
    {
        var key = new StateKey("asset", "taken");
        await _database.States.WriteAsync(key, new byte[100], null, null, Ct);
        var filling = Enumerable.Range(0, 300).Select(i => WriteAsync(i, new byte[3_000])).ToList();
        var conflict = Should.ThrowAsync<ETagMismatchException>(_database.States.WriteAsync(key, new byte[100], null, null, Ct).AsTask());

        await Task.WhenAll(filling);

        await conflict;
    }

    [Fact]
    public async Task Health_fails_while_nothing_can_be_written_and_returns_by_itself()
    {
        for (var i = 0; await WriteAsync(i, new byte[3_000]); i++)
        {
        }

        // Smaller and smaller writes leave no room for the probe either.
        for (var size = 2_000; size > 1; size /= 2)
        {
            for (var i = 0; await WriteAsync((size * 1_000) + i, new byte[size]); i++)
            {
            }
        }

        // Just before the probe's own key, down to what a probe needs.
        for (var size = 300; size > 0; size /= 10)
        {
            for (var i = 0; await SettingAsync($"storage.o{1_000 - size:D3}{i:D3}", size); i++)
            {
            }
        }

        (await _database.IsHealthyAsync(Ct)).ShouldBeFalse();
        await RoomAsync(1_000_000);
        (await _database.IsHealthyAsync(Ct)).ShouldBeTrue();
    }

    private ValueTask<int> RoomAsync(int pages) =>
        _database.Writer.WriteAsync(
            session =>
            {
                session.Execute($"PRAGMA max_page_count = {pages}");
                return 0;
            },
            Ct);

    private static StateKey Key(int i) => new("asset", $"big{i}");

    private async Task<bool> WriteAsync(int i, byte[] json)
    {
        try
        {
            await _database.States.WriteAsync(Key(i), json, null, new CatalogRow("client", "vehicle", $"{i}", i), Ct);
            return true;
        }
        catch (StorageUnavailableException)
        {
            return false;
        }
    }

    private async Task<bool> SettingAsync(string key, int size)
    {
        try
        {
            await _database.Settings.SetAsync(key, new string('x', size), Ct);
            return true;
        }
        catch (StorageUnavailableException)
        {
            return false;
        }
    }
}
