namespace OrleansFlex.Storage.Tests;

/// <summary>What every engine promises about reminders, clients, settings and its own health.</summary>
public abstract class SmallStoreTests : StorageTests
{
    [Fact]
    public async Task A_reminder_is_replaced_by_grain_and_name_and_deleted_once()
    {
        await Database.Reminders.UpsertAsync(new(Client, "wake", 1_000, 60_000), Ct);
        await Database.Reminders.UpsertAsync(new(Client, "sleep", 3_000, 60_000), Ct);
        await Database.Reminders.UpsertAsync(new(Client, "wake", 2_000, 30_000), Ct);

        (await MineAsync()).ShouldBe([new(Client, "sleep", 3_000, 60_000), new(Client, "wake", 2_000, 30_000)]);
        (await Database.Reminders.DeleteAsync(Client, "wake", Ct)).ShouldBeTrue();
        (await Database.Reminders.DeleteAsync(Client, "wake", Ct)).ShouldBeFalse();
        (await MineAsync()).ShouldBe([new(Client, "sleep", 3_000, 60_000)]);
    }

    [Fact]
    public async Task A_client_is_kept_with_its_digest()
    {
        (await Database.Clients.FindAsync(Client, Ct)).ShouldBeNull();
        await Database.Clients.UpsertAsync(new(Client, [1, 0, 255], [], 5, 1), Ct);
        await Database.Clients.UpsertAsync(new(Client, [1, 2], [3], 5, 2), Ct);

        var found = (await Database.Clients.FindAsync(Client, Ct)).ShouldNotBeNull();
        found.SecretHash.ShouldBe([1, 2]);
        found.Salt.ShouldBe([3]);
        (found.CreatedAtMs, found.Generation).ShouldBe((5, 2));
        (await Database.Clients.ListAsync(Ct)).Select(row => row.Id).ShouldContain(Client);
        (await Database.Clients.DeleteAsync(Client, Ct)).ShouldBeTrue();
        (await Database.Clients.DeleteAsync(Client, Ct)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_setting_keeps_its_last_value()
    {
        (await Database.Settings.GetAsync(Client, Ct)).ShouldBeNull();
        await Database.Settings.SetAsync(Client, "one", Ct);
        await Database.Settings.SetAsync(Client, "", Ct);

        (await Database.Settings.GetAsync(Client, Ct)).ShouldBe("");
    }

    [Fact]
    public async Task Everything_acknowledged_is_there_after_a_restart()
    {
        var key = NewKey();
        var etag = await States.WriteAsync(
            key, Json("kept"), null, Row("kept"), new([RowFactory.Event(Client, 1)], [RowFactory.Session(Client, 1, 5)]), Ct);
        await Database.Reminders.UpsertAsync(new(Client, "wake", 1, 2), Ct);
        await Database.Clients.UpsertAsync(new(Client, [1], [2], 3, 4), Ct);
        await Database.Settings.SetAsync(Client, "value", Ct);

        await ReopenAsync();

        var stored = (await States.ReadAsync(key, Ct))!.Value;
        stored.Json.ShouldBe(Json("kept"));
        stored.ETag.ShouldBe(etag);
        (await Database.Catalog.FindAsync(new(Client, "vehicle", "kept"), Ct)).ShouldBe(Row("kept"));
        (await Database.Events.ReadAsync(Client, 0, 10, Ct)).ShouldHaveSingleItem().Event.Id.ShouldBe(RowFactory.Id(1));
        (await Database.Sessions.FindAsync(Client, RowFactory.Id(1), Ct)).ShouldNotBeNull();
        (await MineAsync()).ShouldBe([new(Client, "wake", 1, 2)]);
        (await Database.Clients.FindAsync(Client, Ct)).ShouldNotBeNull();
        (await Database.Settings.GetAsync(Client, Ct)).ShouldBe("value");
        await States.WriteAsync(key, Json("next"), etag, null, Ct);
    }

    [Fact]
    public async Task Writes_queued_at_disposal_are_acknowledged_and_later_ones_refused()
    {
        var keys = Enumerable.Range(0, 500).Select(_ => NewKey()).ToList();
        var writes = keys.Select(key => States.WriteAsync(key, Json("1"), null, null, Ct).AsTask()).ToList();
        var closed = Database;
        await ReopenAsync();

        await Task.WhenAll(writes);
        foreach (var key in keys)
            (await States.ReadAsync(key, Ct)).ShouldNotBeNull();
        await Should.ThrowAsync<ObjectDisposedException>(async () => await closed.States.WriteAsync(NewKey(), Json("1"), null, null, Ct));
        await Should.ThrowAsync<ObjectDisposedException>(async () => await closed.States.ReadAsync(NewKey(), Ct));
    }

    [Fact]
    public async Task Reads_under_way_at_disposal_end_one_way_or_the_other()
    {
        var key = NewKey();
        await States.WriteAsync(key, Json("1"), null, null, Ct);
        var closing = Database;
        var reads = Enumerable.Range(0, 300).Select(_ => Task.Run(() => closing.States.ReadAsync(key, Ct).AsTask())).ToList();
        await ReopenAsync();

        foreach (var read in reads)
        {
            var error = await Record.ExceptionAsync(() => read.WaitAsync(TimeSpan.FromSeconds(30), Ct));
            (error is null or ObjectDisposedException or StorageUnavailableException).ShouldBeTrue($"{error}");
        }
    }

    [Fact]
    public async Task A_working_database_is_healthy_and_describes_itself_without_secrets()
    {
        (await Database.IsHealthyAsync(Ct)).ShouldBeTrue();
        Database.Describe().ShouldMatch(@"^(SQLite|PostgreSQL) \d+\.\d+");
        Database.Describe().ShouldNotContain("assword");
    }

    private async Task<IEnumerable<ReminderRow>> MineAsync() =>
        (await Database.Reminders.ReadAllAsync(Ct)).Where(row => row.GrainId == Client);
}
