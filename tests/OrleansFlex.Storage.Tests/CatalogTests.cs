namespace OrleansFlex.Storage.Tests;

/// <summary>What every engine's catalog promises.</summary>
public abstract class CatalogTests : StorageTests
{
    private static readonly string?[] Users = [null, "u1", "u2"];
    private static readonly string?[] Locations = [null, "l1", "l2", "l3"];
    private static readonly string?[] Zones = [null, "BE", "NL"];
    private static readonly string?[] Areas = [null, "north", "south"];

    private ICatalog Catalog => Database.Catalog;

    private CatalogQuery Query => new(Client, "vehicle");

    [Fact]
    public async Task Rows_come_newest_first_and_ties_by_descending_id()
    {
        await AddAsync(Row("b", 1), Row("a", 2), Row("B", 1), Row("ä", 1), Row("c", 3));

        var page = await Catalog.PageAsync(Query, Ct);

        page.Rows.Select(row => row.Id).ShouldBe(["c", "a", "ä", "b", "B"]);
        (page.HasBefore, page.HasAfter).ShouldBe((false, false));
    }

    [Fact]
    public async Task All_fields_are_kept_and_replaced()
    {
        var full = Row("full", long.MaxValue) with { UserId = "u", LocationId = "l", Zone = "z", Area = "a", Reference = "r", Composition = int.MinValue, AssetCount = int.MaxValue };
        await AddAsync(full);
        (await Catalog.FindAsync(full.Key, Ct)).ShouldBe(full);

        await AddAsync(Row("full", -5));
        (await Catalog.FindAsync(full.Key, Ct)).ShouldBe(Row("full", -5));

        await AddAsync(full);
        (await Catalog.FindAsync(full.Key, Ct)).ShouldBe(full);
        (await Catalog.RemoveAsync(full.Key, Ct)).ShouldBeTrue();
        (await Catalog.RemoveAsync(full.Key, Ct)).ShouldBeFalse();
    }

    [Fact]
    public async Task No_tenant_and_no_kind_sees_another()
    {
        await AddAsync(Row("mine"), Row("mine") with { Kind = "user" }, Row("mine") with { Client = Client + "x" });

        (await Catalog.PageAsync(Query, Ct)).Rows.ShouldBe([Row("mine")]);
        (await Catalog.PageAsync(new(Client + "x", "user"), Ct)).Rows.ShouldBeEmpty();
        (await Catalog.FindAsync(new(Client + "x", "user", "mine"), Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Every_combination_of_filters_and_both_directions_agree_with_a_model()
    {
        var random = new Random(11);
        var rows = Enumerable.Range(0, 400).Select(i => Row($"{random.Next(1_000):D4}-{i}", random.Next(60)) with
        {
            UserId = Pick(Users),
            LocationId = Pick(Locations),
            Zone = Pick(Zones),
            Area = Pick(Areas),
            Reference = random.Next(3) == 0 ? $"ref{random.Next(4)}" : null,
        }).ToArray();
        await AddAsync(rows);

        for (var run = 0; run < 600; run++)
        {
            var query = Query with
            {
                UserId = Pick(Users),
                LocationId = random.Next(2) == 0 ? null : Pick(Locations),
                Zone = Pick(Zones),
                Area = Pick(Areas),
                Reference = random.Next(3) == 0 ? "ref1" : null,
                PageSize = random.Next(1, 30),
            };
            var place = rows[random.Next(rows.Length)].Cursor;
            var direction = random.Next(3);
            query = direction switch { 0 => query, 1 => query with { After = place }, _ => query with { Before = place } };

            await ShouldAgreeAsync(query, rows);
        }

        T Pick<T>(T[] from) => from[random.Next(from.Length)];
    }

    [Fact]
    public async Task Walking_forth_and_back_meets_every_row_once()
    {
        var rows = Enumerable.Range(0, 95).Select(i => Row($"{i:D3}", i / 4)).ToArray();
        await AddAsync(rows);
        var newestFirst = Ordered(rows).ToList();

        var forth = new List<CatalogRow>();
        var page = await Catalog.PageAsync(Query with { PageSize = 10 }, Ct);
        while (true)
        {
            forth.AddRange(page.Rows);
            if (!page.HasAfter)
                break;
            page = await Catalog.PageAsync(Query with { PageSize = 10, After = page.Rows[^1].Cursor }, Ct);
            page.HasBefore.ShouldBeTrue();
        }

        forth.ShouldBe(newestFirst);
        var back = new List<CatalogRow>(page.Rows);
        while (page.HasBefore)
        {
            page = await Catalog.PageAsync(Query with { PageSize = 10, Before = page.Rows[0].Cursor }, Ct);
            page.HasAfter.ShouldBeTrue();
            back.InsertRange(0, page.Rows);
        }

        back.ShouldBe(newestFirst);
    }

    [Fact]
    public async Task A_cursor_stays_stable_while_rows_come_and_go()
    {
        await AddAsync([.. Enumerable.Range(0, 60).Select(i => Row($"{i:D3}", i))]);
        var first = await Catalog.PageAsync(Query with { PageSize = 20 }, Ct);
        var cursor = first.Rows[^1].Cursor;

        await AddAsync(Row("newer", 1_000), Row("tie-above", 40));
        await Catalog.RemoveAsync(first.Rows[^1].Key, Ct);
        await Catalog.RemoveAsync(first.Rows[3].Key, Ct);
        await Catalog.RemoveAsync(Row("030").Key, Ct);

        var second = await Catalog.PageAsync(Query with { PageSize = 20, After = cursor }, Ct);
        second.Rows.Select(row => row.CreatedAtMs).ShouldBe(Enumerable.Range(0, 40).Reverse().Select(i => (long)i).Where(i => i != 30).Take(20));
        second.HasBefore.ShouldBeTrue();
        var before = await Catalog.PageAsync(Query with { PageSize = 100, Before = second.Rows[0].Cursor }, Ct);
        before.Rows[0].Id.ShouldBe("newer");
        before.Rows.Count.ShouldBe(20);
    }

    [Fact]
    public async Task A_stream_crosses_its_chunks_without_loss()
    {
        var rows = Enumerable.Range(0, 2_500).Select(i => Row($"{i:D5}", i / 700) with { Zone = i % 5 == 0 ? "NL" : "BE" }).ToArray();
        await AddAsync(rows);

        var streamed = new List<CatalogRow>();
        await foreach (var row in Catalog.StreamAsync(Query with { Zone = "BE" }, Ct))
            streamed.Add(row);

        streamed.ShouldBe(Ordered(rows.Where(row => row.Zone == "BE")));
    }

    [Fact]
    public async Task Areas_are_counted_within_their_zone()
    {
        await AddAsync([.. Enumerable.Range(0, 30).Select(i => Row($"{i}") with { Zone = i < 24 ? "BE" : "NL", Area = (i % 4) switch { 0 => null, 1 => "south", _ => "north" } })]);

        (await Catalog.CountByAreaAsync(Client, "vehicle", "BE", Ct)).ShouldBe([new(null, 6), new("north", 12), new("south", 6)]);
        (await Catalog.CountByAreaAsync(Client, "vehicle", "FR", Ct)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(CatalogQuery.MaxPageSize + 1)]
    public async Task A_page_size_out_of_range_is_refused(int size) =>
        await Should.ThrowAsync<ArgumentException>(async () => await Catalog.PageAsync(Query with { PageSize = size }, Ct));

    [Fact]
    public async Task Two_cursors_at_once_are_refused() =>
        await Should.ThrowAsync<ArgumentException>(async () => await Catalog.PageAsync(Query with { After = new(1, "a"), Before = new(2, "b") }, Ct));

    private async Task AddAsync(params CatalogRow[] rows) => await Task.WhenAll(rows.Select(row => Catalog.UpsertAsync(row, Ct).AsTask()));

    private async Task ShouldAgreeAsync(CatalogQuery query, CatalogRow[] rows)
    {
        var page = await Catalog.PageAsync(query, Ct);
        var all = Ordered(rows.Where(row =>
            (query.UserId is null || row.UserId == query.UserId) && (query.LocationId is null || row.LocationId == query.LocationId)
            && (query.Zone is null || row.Zone == query.Zone) && (query.Area is null || row.Area == query.Area)
            && (query.Reference is null || row.Reference == query.Reference))).ToList();
        var expected = query switch
        {
            { After: { } after } => all.Where(row => Compare(row.Cursor, after) < 0).Take(query.PageSize),
            { Before: { } before } => all.Where(row => Compare(row.Cursor, before) > 0).TakeLast(query.PageSize),
            _ => all.Take(query.PageSize),
        };
        page.Rows.ShouldBe(expected, query.ToString());
        var (newest, oldest) = page.Rows.Count > 0
            ? (page.Rows[0].Cursor, page.Rows[^1].Cursor)
            : (query.After ?? query.Before ?? default, query.After ?? query.Before ?? default);
        var started = page.Rows.Count > 0 || query.After is not null || query.Before is not null;
        page.HasBefore.ShouldBe(started && all.Any(row => Compare(row.Cursor, newest) > 0), query.ToString());
        page.HasAfter.ShouldBe(started && all.Any(row => Compare(row.Cursor, oldest) < 0), query.ToString());
    }

    private static IEnumerable<CatalogRow> Ordered(IEnumerable<CatalogRow> rows) =>
        rows.OrderByDescending(row => row.CreatedAtMs).ThenByDescending(row => row.Id, StringComparer.Ordinal);

    private static int Compare(CatalogCursor a, CatalogCursor b) =>
        a.CreatedAtMs != b.CreatedAtMs ? a.CreatedAtMs.CompareTo(b.CreatedAtMs) : string.CompareOrdinal(a.Id, b.Id);
}
