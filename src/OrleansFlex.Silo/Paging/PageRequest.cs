namespace OrleansFlex.Silo.Paging;

/// <summary>Which page of a list is asked for.</summary>
/// <param name="Size">Rows per page, 1–1000.</param>
/// <param name="After">Only rows that come later in the list than this.</param>
/// <param name="Before">Only rows that come earlier in the list than this, the nearest ones.</param>
/// <param name="List">Which list it is; the cursors that it gives out carry it.</param>
public sealed record PageRequest(int Size, Cursor? After, Cursor? Before, uint List = 0)
{
    /// <summary>Rows per page where the caller does not say.</summary>
    public const int DefaultSize = 50;

    /// <summary>Most rows per page.</summary>
    public const int MaxSize = 1000;
}
