using static OrleansFlex.Storage.Tests.RowFactory;

namespace OrleansFlex.Storage.Tests;

/// <summary>What every engine promises about events.</summary>
public abstract class EventStoreTests : StorageTests
{
    private IEventStore Log => Database.Events;

    [Fact]
    public async Task Events_are_read_in_the_order_in_which_they_were_appended()
    {
        await AppendAsync(Event(Client, 1), Event(Client, 2), Event(Client, 3));
        await AppendAsync(Event(Client + "x", 4));
        await AppendAsync(Event(Client, 5));

        var all = await Log.ReadAsync(Client, 0, 100, Ct);

        all.Select(stored => Text(stored.Event)).ShouldBe(new[] { 1, 2, 3, 5 }.Select(number => Text(Event(Client, number))));
        all.Select(stored => stored.Sequence).ShouldBe(all.Select(stored => stored.Sequence).Order());
        all.Select(stored => stored.Sequence).ShouldBeUnique();
        (await Log.ReadAsync(Client, all[1].Sequence, 1, Ct)).ShouldHaveSingleItem().Sequence.ShouldBe(all[2].Sequence);
        (await Log.ReadAsync(Client, all[3].Sequence, 10, Ct)).ShouldBeEmpty();
        (await Log.LatestAsync(Client, Ct)).ShouldBe(all[3].Sequence);
        (await Log.LatestAsync(Client + "y", Ct)).ShouldBe(0);
    }

    [Fact]
    public async Task Rows_are_appended_with_their_state_or_not_at_all()
    {
        var key = NewKey();
        var etag = await States.WriteAsync(key, Json("1"), null, Row("r"), new([Event(Client, 1)], [Session(Client, 1, 0)]), Ct);
        var both = new AppendedRows([Event(Client, 2), Event(Client, 3)], [Session(Client, 2, 0), Session(Client, 3, 0)]);

        await Should.ThrowAsync<ETagMismatchException>(async () => await States.WriteAsync(key, Json("2"), null, null, both, Ct));
        await Should.ThrowAsync<ETagMismatchException>(async () => await States.WriteAsync(key, Json("2"), "77.1", Row("r"), both, Ct));
        await Should.ThrowAsync<ETagMismatchException>(async () => await States.ClearAsync(key, null, null, both, Ct));
        await Should.ThrowAsync<ETagMismatchException>(async () => await States.ClearAsync(key, "77.1", Row("r").Key, both, Ct));
        (await Log.ReadAsync(Client, 0, 100, Ct)).Count.ShouldBe(1);
        (await Database.Sessions.FindAsync(Client, Id(2), Ct)).ShouldBeNull();

        etag = await States.WriteAsync(key, Json("2"), etag, null, both, Ct);
        await States.ClearAsync(key, etag, Row("r").Key, Events(Event(Client, 4)), Ct);
        await States.ClearAsync(key, null, null, new([Event(Client, 5)], [Session(Client, 5, 0)]), Ct);
        (await Log.ReadAsync(Client, 0, 100, Ct)).Select(stored => stored.Event.Id).ShouldBe(Enumerable.Range(1, 5).Select(Id));
        (await Database.Sessions.FindAsync(Client, Id(5), Ct)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Every_way_to_write_a_state_takes_every_combination_of_rows()
    {
        var number = 0;
        for (var mask = 0; mask < 8; mask++)
        {
            var key = NewKey();
            var (row, etag) = ((mask & 1) != 0 ? Row($"m{mask}") : null, await States.WriteAsync(key, Json("1"), null, mask % 2 == 0 ? null : Row($"m{mask}"), Next(mask), Ct));
            etag = await States.WriteAsync(key, Json("2"), etag, row, Next(mask), Ct);
            await States.ClearAsync(key, etag, row?.Key, Next(mask), Ct);
            await States.ClearAsync(key, null, row?.Key, Next(mask), Ct);
        }

        var events = await Log.ReadAsync(Client, 0, 100, Ct);
        events.Count.ShouldBe(4 * 4);
        (await Database.Sessions.PageAsync(new(Client), Ct)).Rows.Count.ShouldBe(4 * 4);

        AppendedRows Next(int mask)
        {
            number++;
            return new((mask & 2) != 0 ? [Event(Client, number)] : [], (mask & 4) != 0 ? [Session(Client, number, number)] : []);
        }
    }

    [Fact]
    public async Task Purging_removes_what_is_older_and_never_reuses_a_place()
    {
        await AppendAsync([.. Enumerable.Range(0, 2_500).Select(i => Event(Client, i, createdAtMs: -10_000 + (i % 2)))]);
        await AppendAsync(Event(Client + "x", 1, createdAtMs: -10_000));
        var latest = await Log.LatestAsync(Client, Ct);
        var other = await Log.LatestAsync(Client + "x", Ct);

        // Other tests' events happened later.
        (await Log.PurgeAsync(-9_999, Ct)).ShouldBe(1_251);
        (await Log.ReadAsync(Client, 0, 10_000, Ct)).Select(stored => stored.Event.CreatedAtMs).ShouldAllBe(at => at == -9_999);
        (await Log.PurgeAsync(-9_998, Ct)).ShouldBe(1_250);
        (await Log.PurgeAsync(-9_998, Ct)).ShouldBe(0);

        (await Log.ReadAsync(Client, 0, 10, Ct)).ShouldBeEmpty();
        (await Log.LatestAsync(Client, Ct)).ShouldBe(latest);
        (await Log.LatestAsync(Client + "x", Ct)).ShouldBe(other);
        await ReopenAsync();
        await AppendAsync(Event(Client, 3));
        (await Log.ReadAsync(Client, latest, 10, Ct)).ShouldHaveSingleItem().Sequence.ShouldBeGreaterThan(Math.Max(latest, other));
    }

    [Fact]
    public async Task Whoever_reads_on_after_the_last_place_misses_no_event_whichever_silo_writes()
    {
        const int Silos = 3, Writers = 8, Writes = 60;
        var silos = new List<IGridDatabase> { Database, await OpenAsync(), await OpenAsync() };
        var done = 0;
        var tails = Enumerable.Range(0, 3).Select(i => Task.Run(() => TailAsync(silos[i % Silos]))).ToList();

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var key = NewKey();
            string? etag = null;
            for (var i = 0; i < Writes; i++)
                etag = await silos[writer % Silos].States.WriteAsync(key, Json($"{i}"), etag, null, Events([.. Enumerable.Range(0, 1 + (i % 3)).Select(n => Event(Client, (writer * 1_000) + (i * 3) + n))]), Ct);
        })));
        Volatile.Write(ref done, 1);
        var all = (await Log.ReadAsync(Client, 0, 10_000, Ct)).Select(stored => stored.Event.Id).ToList();

        all.Count.ShouldBe(Writers * Writes * 2);
        foreach (var tail in await Task.WhenAll(tails))
            tail.ShouldBe(all);
        foreach (var silo in silos.Skip(1))
            await silo.DisposeAsync();

        async Task<List<Guid>> TailAsync(IGridDatabase silo)
        {
            var (seen, place) = (new List<Guid>(), 0L);
            while (true)
            {
                var last = Volatile.Read(ref done) != 0;
                var chunk = await silo.Events.ReadAsync(Client, place, 100, Ct);
                seen.AddRange(chunk.Select(stored => stored.Event.Id));
                if (chunk.Count > 0)
                    place = chunk[^1].Sequence;
                else if (last)
                    return seen;
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(IEventStore.MaxLimit + 1)]
    public async Task A_limit_out_of_range_is_refused(int limit) =>
        await Should.ThrowAsync<ArgumentException>(async () => await Log.ReadAsync(Client, 0, limit, Ct));

    [Fact]
    public async Task What_cannot_be_stored_is_refused_and_found_nowhere()
    {
        await Should.ThrowAsync<ArgumentException>(async () => await AppendAsync(Event("a\0", 1)));
        await Should.ThrowAsync<ArgumentException>(async () => await AppendAsync(Event(Client, 1) with { Entity = "\0" }));
        await Should.ThrowAsync<ArgumentException>(async () => await States.WriteAsync(NewKey(), Json("1"), null, null, Sessions(Session(Client, 1, 5, lengthMs: -1)), Ct));
        (await Log.ReadAsync("a\0", 0, 10, Ct)).ShouldBeEmpty();
        (await Log.LatestAsync("a\0", Ct)).ShouldBe(0);
        (await Database.Sessions.FindAsync("a\0", Id(1), Ct)).ShouldBeNull();
        (await Database.Sessions.PageAsync(new("a\0"), Ct)).Rows.ShouldBeEmpty();
    }

    private async Task AppendAsync(params EventRow[] events) => await States.WriteAsync(NewKey(), Json("1"), null, null, Events(events), Ct);
}
