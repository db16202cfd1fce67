using System.Runtime.CompilerServices;

namespace OrleansFlex.Storage;

/// <summary>Paging by places over anything that can fetch rows from a place onwards.</summary>
internal static class KeysetPaging
{
    private const int StreamChunk = 1_000;

    /// <summary>Fetches at most <paramref name="limit"/> rows from a place onwards, in the order of travel.</summary>
    public delegate ValueTask<List<TRow>> Fetch<TRow, TPlace>(bool towardsOlder, TPlace? from, int limit) where TPlace : struct;

    /// <summary>One page, newest row first, and whether rows precede and follow it.</summary>
    public static async ValueTask<(List<TRow> Rows, bool HasBefore, bool HasAfter)> PageAsync<TRow, TPlace>(
        TPlace? after, TPlace? before, int size, Func<TRow, TPlace> placeOf, Fetch<TRow, TPlace> fetch)
        where TPlace : struct
    {
        var backwards = before is not null;
        var start = before ?? after;
        var rows = await fetch(!backwards, start, size + 1);
        var more = rows.Count > size;
        if (more)
            rows.RemoveAt(rows.Count - 1);

        // Without a cursor the page starts at the newest row: nothing can precede it.
        var other = false;
        if (start is not null)
        {
            var edge = rows.Count > 0 ? placeOf(rows[0]) : start;
            other = (await fetch(backwards, edge, 1)).Count > 0;
        }

        if (backwards)
            rows.Reverse();
        return backwards ? (rows, more, other) : (rows, other, more);
    }

    /// <summary>Refuses what no page can be.</summary>
    /// <exception cref="ArgumentException">Both places are set, or the size is out of range.</exception>
    public static void Check(bool hasAfter, bool hasBefore, int size, int most)
    {
        if (hasAfter && hasBefore)
            throw new ArgumentException("A page lies either after or before a place.");
        if (size < 1 || size > most)
            throw new ArgumentException($"Page size {size} is not within 1 to {most}.");
    }

    /// <summary>All rows from a place onwards, in one direction.</summary>
    public static async IAsyncEnumerable<TRow> StreamAsync<TRow, TPlace>(
        bool towardsOlder, TPlace? from, Func<TRow, TPlace> placeOf, Fetch<TRow, TPlace> fetch, [EnumeratorCancellation] CancellationToken ct)
        where TPlace : struct
    {
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var rows = await fetch(towardsOlder, from, StreamChunk);
            foreach (var row in rows)
                yield return row;
            if (rows.Count < StreamChunk)
                yield break;
            from = placeOf(rows[^1]);
        }
    }
}
