using OrleansFlex.Silo.Paging;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Tests.Paging;

public sealed class PagingTests
{
    [Fact]
    public void Cursors_are_read_back_and_garbage_is_refused()
    {
        var random = new Random(7);
        for (var i = 0; i < 10_000; i++)
        {
            var cursor = new Cursor(random.NextInt64(0, long.MaxValue), new string((char)random.Next(33, 0xD7FF), random.Next(1, 128)), (uint)random.NextInt64(1L << 32));
            Cursor.TryParse(cursor.ToString(), out var read).ShouldBeTrue();
            read.ShouldBe(cursor);
            var bytes = new char[random.Next(0, 60)];
            for (var c = 0; c < bytes.Length; c++)
                bytes[c] = (char)random.Next(1, 200);
            Cursor.TryParse(new string(bytes), out _).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("Ag")]
    [InlineData("AQAAAAAAAAABYQ")]
    [InlineData("AgAAAAAAAAABAAAAAQ")]
    [InlineData("AQAAAAAAAAABAAAAAWE")]
    [InlineData("Av__________AAAAAWE")]
    [InlineData("AgAAAAAAAAABAAAAAf8")]
    [InlineData("AgAAAAAAAAABAAAAAWE=")]
    public void Damaged_cursors_are_refused(string text) => Cursor.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(50)]
    public async Task Walking_forth_and_back_sees_every_row_once(int size)
    {
        var rows = new ListCatalog([.. Enumerable.Range(0, 20).Select(i => new CatalogRow("c", "k", $"{i:00}", 1000 - i / 2))]);
        var seen = new List<string>();
        var request = new PageRequest(size, null, null);
        Page<string> page;
        while (true)
        {
            page = await Fetch(rows, request);
            seen.AddRange(page.Data);
            if (page.Pagination.After is null)
                break;
            request = new PageRequest(size, Parse(page.Pagination.After), null);
        }
        seen.ShouldBe(rows.Rows.Select(r => r.Id));
        seen = [.. page.Data];
        while (page.Pagination.Before is { } before)
        {
            page = await Fetch(rows, new PageRequest(size, null, Parse(before)));
            seen.InsertRange(0, page.Data);
        }
        seen.ShouldBe(rows.Rows.Select(r => r.Id));
    }

    private static Cursor Parse(string text)
    {
        Cursor.TryParse(text, out var cursor).ShouldBeTrue();
        return cursor;
    }

    private static Task<Page<string>> Fetch(ListCatalog rows, PageRequest request) => CatalogPages.Of(
        rows, new CatalogQuery("c", "k"), request, row => Task.FromResult<CatalogRow?>(row), row => row.Id, TestContext.Current.CancellationToken);

    /// <summary>A catalog that pages through a list.</summary>
    private sealed class ListCatalog(List<CatalogRow> rows) : ICatalog
    {
        public IReadOnlyList<CatalogRow> Rows => rows;

        public ValueTask<CatalogPage> PageAsync(CatalogQuery query, CancellationToken ct)
        {
            var at = query.After ?? query.Before;
            var index = at is null ? -1 : rows.FindIndex(row => row.Cursor == at);
            var first = query.Before is not null ? Math.Max(0, index - query.PageSize) : index + 1;
            var end = query.Before is not null ? index : Math.Min(rows.Count, first + query.PageSize);
            return new(new CatalogPage(rows[first..end], first > 0, end < rows.Count));
        }

        public ValueTask<CatalogRow?> FindAsync(CatalogKey key, CancellationToken ct) => throw new NotSupportedException();

        public IAsyncEnumerable<CatalogRow> StreamAsync(CatalogQuery query, CancellationToken ct) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<AreaCount>> CountByAreaAsync(string client, string kind, string zone, CancellationToken ct) =>
            throw new NotSupportedException();

        public ValueTask UpsertAsync(CatalogRow row, CancellationToken ct) => throw new NotSupportedException();

        public ValueTask<bool> RemoveAsync(CatalogKey key, CancellationToken ct) => throw new NotSupportedException();
    }
}
