using OrleansFlex.Silo.Paging;

namespace OrleansFlex.Silo.Tests.Paging;

public sealed class PagingTests
{
    [Fact]
    public void Cursors_are_read_back_and_garbage_is_refused()
    {
        var random = new Random(7);
        for (var i = 0; i < 10_000; i++)
        {
            var cursor = new Cursor(random.NextInt64(0, long.MaxValue), new string((char)random.Next(33, 0xD7FF), random.Next(1, 128)));
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
    [InlineData("AQ")]
    [InlineData("AQAAAAAAAAAB")]
    [InlineData("AgAAAAAAAAABYQ")]
    [InlineData("Af________8BYQ")]
    [InlineData("AQAAAAAAAAAB_w")]
    [InlineData("AQAAAAAAAAABYQ==")]
    public void Damaged_cursors_are_refused(string text) => Cursor.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(50)]
    public void Walking_forth_and_back_sees_every_row_once(int size)
    {
        var rows = Enumerable.Range(0, 20).Select(i => new Cursor(1000 - i / 2, $"{i:00}")).ToList();
        var seen = new List<string>();
        var request = new PageRequest(size, null, null);
        Page<string> page;
        while (true)
        {
            page = Fetch(rows, request);
            seen.AddRange(page.Data);
            if (page.Pagination.After is null)
                break;
            request = new PageRequest(size, Parse(page.Pagination.After), null);
        }
        seen.ShouldBe(rows.Select(r => r.Id));
        seen = [.. page.Data];
        while (page.Pagination.Before is { } before)
        {
            page = Fetch(rows, new PageRequest(size, null, Parse(before)));
            seen.InsertRange(0, page.Data);
        }
        seen.ShouldBe(rows.Select(r => r.Id));
    }

    private static Cursor Parse(string text)
    {
        Cursor.TryParse(text, out var cursor).ShouldBeTrue();
        return cursor;
    }

    private static Page<string> Fetch(List<Cursor> rows, PageRequest request)
    {
        var at = request.After ?? request.Before;
        var index = at is null ? -1 : rows.IndexOf(at);
        var fetched = request.Before is not null
            ? rows.Take(index).TakeLast(request.FetchSize).ToList()
            : rows.Skip(index + 1).Take(request.FetchSize).ToList();
        return Page.Of(fetched, request, r => r, r => r.Id);
    }
}
