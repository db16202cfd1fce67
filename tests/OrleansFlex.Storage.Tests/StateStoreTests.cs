using System.Text;

namespace OrleansFlex.Storage.Tests;

/// <summary>What every engine's state store promises.</summary>
public abstract class StateStoreTests : StorageTests
{
    [Fact]
    public async Task A_written_state_is_read_back_with_its_etag()
    {
        var key = NewKey();
        var etag = await States.WriteAsync(key, Json("{\"a\":1}"), null, null, Ct);

        var stored = (await States.ReadAsync(key, Ct)).ShouldNotBeNull();

        Encoding.UTF8.GetString(stored.Json).ShouldBe("{\"a\":1}");
        stored.ETag.ShouldBe(etag);
    }

    [Fact]
    public async Task A_state_that_was_never_written_is_null() => (await States.ReadAsync(NewKey(), Ct)).ShouldBeNull();

    [Fact]
    public async Task Each_write_changes_the_etag()
    {
        var key = NewKey();
        var first = await States.WriteAsync(key, Json("1"), null, null, Ct);
        var second = await States.WriteAsync(key, Json("2"), first, null, Ct);

        second.ShouldNotBe(first);
        (await States.ReadAsync(key, Ct))!.Value.ETag.ShouldBe(second);
    }

    [Fact]
    public async Task A_write_with_an_old_etag_is_refused_and_tells_both()
    {
        var key = NewKey();
        var first = await States.WriteAsync(key, Json("1"), null, null, Ct);
        var second = await States.WriteAsync(key, Json("2"), first, null, Ct);

        var refusal = await Should.ThrowAsync<ETagMismatchException>(async () => await States.WriteAsync(key, Json("3"), first, Row("x"), Ct));

        refusal.Key.ShouldBe(key);
        refusal.Expected.ShouldBe(first);
        refusal.Actual.ShouldBe(second);
        Encoding.UTF8.GetString((await States.ReadAsync(key, Ct))!.Value.Json).ShouldBe("2");
        (await Database.Catalog.FindAsync(new(Client, "vehicle", "x"), Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task A_second_creation_is_refused()
    {
        var key = NewKey();
        var etag = await States.WriteAsync(key, Json("1"), null, null, Ct);

        var refusal = await Should.ThrowAsync<ETagMismatchException>(async () => await States.WriteAsync(key, Json("2"), null, null, Ct));

        refusal.Expected.ShouldBeNull();
        refusal.Actual.ShouldBe(etag);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1.")]
    [InlineData("-1.2")]
    [InlineData("99999999999999999999.1")]
    [InlineData("9223372036854775807.9223372036854775807")]
    public async Task An_etag_that_was_never_issued_is_a_mismatch(string etag)
    {
        var key = NewKey();
        await States.WriteAsync(key, Json("1"), null, null, Ct);

        await Should.ThrowAsync<ETagMismatchException>(async () => await States.WriteAsync(key, Json("2"), etag, null, Ct));
        await Should.ThrowAsync<ETagMismatchException>(async () => await States.ClearAsync(key, etag, null, Ct));
        await Should.ThrowAsync<ETagMismatchException>(async () => await States.WriteAsync(NewKey(), Json("2"), etag, null, Ct));
    }

    [Fact]
    public async Task The_etag_of_another_state_is_a_mismatch()
    {
        var (mine, other) = (NewKey(), NewKey());
        await States.WriteAsync(mine, Json("1"), null, null, Ct);
        var etag = await States.WriteAsync(other, Json("1"), null, null, Ct);

        await Should.ThrowAsync<ETagMismatchException>(async () => await States.WriteAsync(mine, Json("2"), etag, null, Ct));
        await Should.ThrowAsync<ETagMismatchException>(async () => await States.WriteAsync(other with { Name = "else" }, Json("2"), etag, null, Ct));
        Encoding.UTF8.GetString((await States.ReadAsync(other, Ct))!.Value.Json).ShouldBe("1");
    }

    [Fact]
    public async Task An_etag_from_before_a_clear_never_fits_again()
    {
        var key = NewKey();
        var old = await States.WriteAsync(key, Json("1"), null, null, Ct);
        await States.ClearAsync(key, old, null, Ct);
        var fresh = await States.WriteAsync(key, Json("2"), null, null, Ct);

        fresh.ShouldNotBe(old);
        await Should.ThrowAsync<ETagMismatchException>(async () => await States.WriteAsync(key, Json("3"), old, null, Ct));
    }

    [Fact]
    public async Task A_clear_removes_the_state_and_its_catalog_row()
    {
        var key = NewKey();
        var row = Row("gone");
        var etag = await States.WriteAsync(key, Json("1"), null, row, Ct);
        (await Database.Catalog.FindAsync(row.Key, Ct)).ShouldBe(row);

        await States.ClearAsync(key, etag, row.Key, Ct);

        (await States.ReadAsync(key, Ct)).ShouldBeNull();
        (await Database.Catalog.FindAsync(row.Key, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task A_clear_with_an_old_etag_changes_nothing()
    {
        var key = NewKey();
        var row = Row("kept");
        var first = await States.WriteAsync(key, Json("1"), null, row, Ct);
        var second = await States.WriteAsync(key, Json("2"), first, null, Ct);

        var refusal = await Should.ThrowAsync<ETagMismatchException>(async () => await States.ClearAsync(key, first, row.Key, Ct));
        await Should.ThrowAsync<ETagMismatchException>(async () => await States.ClearAsync(key, null, row.Key, Ct));

        refusal.Actual.ShouldBe(second);
        (await States.ReadAsync(key, Ct)).ShouldNotBeNull();
        (await Database.Catalog.FindAsync(row.Key, Ct)).ShouldBe(row);
    }

    [Fact]
    public async Task Clearing_what_is_not_there_needs_no_etag_and_still_removes_the_row()
    {
        var row = Row("orphan");
        await Database.Catalog.UpsertAsync(row, Ct);

        await States.ClearAsync(NewKey(), null, row.Key, Ct);

        (await Database.Catalog.FindAsync(row.Key, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task A_huge_value_is_kept_whole()
    {
        var json = new byte[24 << 20];
        new Random(7).NextBytes(json);
        var key = NewKey();

        var etag = await States.WriteAsync(key, json, null, null, Ct);
        (await States.ReadAsync(key, Ct))!.Value.Json.AsSpan().SequenceEqual(json).ShouldBeTrue();
        await States.WriteAsync(key, Json("small"), etag, null, Ct);

        Encoding.UTF8.GetString((await States.ReadAsync(key, Ct))!.Value.Json).ShouldBe("small");
    }

    [Fact]
    public async Task An_empty_value_is_a_value()
    {
        var key = NewKey();
        await States.WriteAsync(key, ReadOnlyMemory<byte>.Empty, null, null, Ct);

        (await States.ReadAsync(key, Ct))!.Value.Json.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("' OR 1=1 --")]
    [InlineData("%_\\\"'`;/?#")]
    [InlineData("line\r\nbreak\ttab\u0001")]
    [InlineData("Zürich-ß-é-e\u0301")]
    [InlineData("日本/🚗🔌")]
    [InlineData("\uFEFF\u200B\uFFFF")]
    public async Task Odd_characters_in_keys_name_their_own_state(string text)
    {
        var key = new StateKey("odd" + text, Client + text);
        await States.WriteAsync(key, Json(text), null, Row(text + "id") with { Reference = text }, Ct);

        Encoding.UTF8.GetString((await States.ReadAsync(key, Ct))!.Value.Json).ShouldBe(text);
        (await Database.Catalog.FindAsync(new(Client, "vehicle", text + "id"), Ct))!.Reference.ShouldBe(text);
        (await Database.Catalog.PageAsync(new(Client, "vehicle") { Reference = text }, Ct)).Rows.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("nul", 0x0000)]
    [InlineData("", 0xD83D)]
    [InlineData("", 0xDE97, 0xD83D)]
    [InlineData("x", 0xD83D, 0x0079)]
    public async Task Text_that_cannot_be_stored_is_found_nowhere_and_refused_on_write(string start, params int[] codeUnits)
    {
        // Attributes cannot carry such text themselves.
        var text = start + string.Concat(codeUnits.Select(unit => (char)unit));
        (await States.ReadAsync(new("a", text), Ct)).ShouldBeNull();
        (await Database.Catalog.FindAsync(new(Client, "vehicle", text), Ct)).ShouldBeNull();
        (await Database.Catalog.PageAsync(new(Client, "vehicle") { UserId = text }, Ct)).Rows.ShouldBeEmpty();
        await Should.ThrowAsync<ArgumentException>(async () => await States.WriteAsync(new("a", text), Json("1"), null, null, Ct));
        await Should.ThrowAsync<ArgumentException>(async () => await States.WriteAsync(NewKey(), Json("1"), null, Row("r") with { Reference = text }, Ct));
    }

    [Fact]
    public async Task Keys_compare_ordinally()
    {
        var name = NewKey().GrainKey;
        string[] keys = ["a", "A", "ä", "a ", "a\u0301", "á", "b"];
        foreach (var key in keys)
            await States.WriteAsync(new(name, key), Json(key), null, null, Ct);

        var scanned = new List<string>();
        await foreach (var (grainKey, _) in States.ScanAsync(name, Ct))
            scanned.Add(grainKey);

        scanned.ShouldBe(keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_scan_finds_every_state_of_its_name_and_no_other()
    {
        var name = NewKey().GrainKey;
        await Task.WhenAll(Enumerable.Range(0, 1_500).Select(i => States.WriteAsync(new(name, $"{i:D5}"), Json($"{i}"), null, null, Ct).AsTask()));
        await States.WriteAsync(new(name + "x", "99999"), Json("other"), null, null, Ct);

        var found = new List<string>();
        await foreach (var (grainKey, state) in States.ScanAsync(name, Ct))
        {
            Encoding.UTF8.GetString(state.Json).ShouldBe($"{int.Parse(grainKey)}");
            found.Add(grainKey);
        }

        found.ShouldBe(Enumerable.Range(0, 1_500).Select(i => $"{i:D5}"));
    }

    [Fact]
    public async Task A_cancelled_call_does_nothing()
    {
        var key = NewKey();
        var cancelled = new CancellationToken(true);

        await Should.ThrowAsync<OperationCanceledException>(async () => await States.WriteAsync(key, Json("1"), null, null, cancelled));
        await Should.ThrowAsync<OperationCanceledException>(async () => await States.ReadAsync(key, cancelled));

        (await States.ReadAsync(key, Ct)).ShouldBeNull();
    }
}
