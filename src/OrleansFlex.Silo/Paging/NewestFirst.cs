namespace OrleansFlex.Silo.Paging;

/// <summary>Pages of a list that is at hand, newest first.</summary>
internal static class NewestFirst
{
    /// <summary>Cuts a page out of a list.</summary>
    /// <param name="rows">All rows, newest first.</param>
    /// <param name="request">Which page.</param>
    /// <param name="place">A row's place: its number falls along the list.</param>
    /// <param name="map">The row on the wire.</param>
    public static Page<TView> Page<T, TView>(IReadOnlyList<T> rows, PageRequest request, Func<T, Cursor> place, Func<T, TView> map)
    {
        var from = request.After is { } after ? Count(rows, row => place(row).AtMs >= after.AtMs) : 0;
        if (request.Before is { } before)
            from = Math.Max(0, Count(rows, row => place(row).AtMs > before.AtMs) - request.Size);
        var end = request.Before is { } newer ? Count(rows, row => place(row).AtMs > newer.AtMs) : Math.Min(rows.Count, from + request.Size);
        var page = rows.Skip(from).Take(end - from).ToArray();
        return new Page<TView>(
            [.. page.Select(map)],
            new PageLinks(
                page.Length > 0 && end < rows.Count ? To(page[^1]) : null,
                page.Length > 0 && from > 0 ? To(page[0]) : null));

        string To(T row) => (place(row) with { List = request.List }).ToString();
    }

    private static int Count<T>(IReadOnlyList<T> rows, Func<T, bool> isBefore) => rows.TakeWhile(isBefore).Count();
}
