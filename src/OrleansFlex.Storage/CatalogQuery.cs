namespace OrleansFlex.Storage;

/// <summary>Selects rows of one tenant and kind. Filters that are null do not filter; the others must all match exactly.</summary>
/// <param name="Client">The tenant.</param>
/// <param name="Kind">Kind of rows.</param>
public sealed record CatalogQuery(string Client, string Kind)
{
    /// <summary>Largest page that is served.</summary>
    public const int MaxPageSize = 10_000;

    /// <summary>Owning user.</summary>
    public string? UserId { get; init; }

    /// <summary>Location.</summary>
    public string? LocationId { get; init; }

    /// <summary>Zone.</summary>
    public string? Zone { get; init; }

    /// <summary>Area; backed by an index together with <see cref="Zone"/>.</summary>
    public string? Area { get; init; }

    /// <summary>Reference.</summary>
    public string? Reference { get; init; }

    /// <summary>Rows that follow this place, that is older ones. Not together with <see cref="Before"/>.</summary>
    public CatalogCursor? After { get; init; }

    /// <summary>Rows that precede this place, the nearest ones. Not together with <see cref="After"/>.</summary>
    public CatalogCursor? Before { get; init; }

    /// <summary>Rows at most per page, 1 to <see cref="MaxPageSize"/>. Streams ignore it.</summary>
    public int PageSize { get; init; } = 50;
}
