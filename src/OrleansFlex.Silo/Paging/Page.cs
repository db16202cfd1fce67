namespace OrleansFlex.Silo.Paging;

/// <summary>One page of a list, as the Flex API sends it.</summary>
/// <param name="Data">The rows in list order.</param>
/// <param name="Pagination">Where to go on.</param>
public sealed record Page<T>(IReadOnlyList<T> Data, PageLinks Pagination);

/// <summary>Makes pages.</summary>
public static class Page
{
    /// <summary>Makes a page from up to <see cref="PageRequest.FetchSize"/> rows in list order.</summary>
    /// <param name="rows">
    /// The rows from the cursor on. For a request with <see cref="PageRequest.Before"/> they are the nearest rows before it, still in list
    /// order, so that a surplus row is the first; otherwise it is the last.
    /// </param>
    /// <param name="request">What was asked for.</param>
    /// <param name="cursorOf">The sort key of a row.</param>
    /// <param name="map">A row as it is sent.</param>
    public static Page<T> Of<TRow, T>(IReadOnlyList<TRow> rows, PageRequest request, Func<TRow, Cursor> cursorOf, Func<TRow, T> map)
    {
        var surplus = rows.Count > request.Size;
        var first = surplus && request.Before is not null ? rows.Count - request.Size : 0;
        var count = Math.Min(rows.Count, request.Size);
        var data = new T[count];
        for (var i = 0; i < count; i++)
            data[i] = map(rows[first + i]);
        if (count == 0)
            return new Page<T>(data, new PageLinks(request.Before?.ToString(), request.After?.ToString()));
        var hasLater = request.Before is not null || surplus;
        var hasEarlier = request.Before is not null ? surplus : request.After is not null;
        return new Page<T>(data, new PageLinks(
            hasLater ? cursorOf(rows[first + count - 1]).ToString() : null,
            hasEarlier ? cursorOf(rows[first]).ToString() : null));
    }
}
