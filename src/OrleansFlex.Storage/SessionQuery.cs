namespace OrleansFlex.Storage;

/// <summary>Selects sessions of one tenant. Filters that are null do not filter; the others must all hold.</summary>
/// <param name="Client">The tenant.</param>
public sealed record SessionQuery(string Client)
{
    /// <summary>Largest page that is served.</summary>
    public const int MaxPageSize = 10_000;

    /// <summary>The policy that drove them.</summary>
    public Guid? PolicyId { get; init; }

    /// <summary>The vehicle.</summary>
    public Guid? VehicleId { get; init; }

    /// <summary>Where they were.</summary>
    public Guid? LocationId { get; init; }

    /// <summary>Plugged in then or later, Unix milliseconds.</summary>
    public long? StartsFromMs { get; init; }

    /// <summary>Plugged in before.</summary>
    public long? StartsBeforeMs { get; init; }

    /// <summary>Plugged out after.</summary>
    public long? EndsAfterMs { get; init; }

    /// <summary>Plugged out then or earlier.</summary>
    public long? EndsByMs { get; init; }

    /// <summary>Rows that follow this place, that is older ones. Not together with <see cref="Before"/>.</summary>
    public SessionCursor? After { get; init; }

    /// <summary>Rows that precede this place, the nearest ones. Not together with <see cref="After"/>.</summary>
    public SessionCursor? Before { get; init; }

    /// <summary>Rows at most per page, 1 to <see cref="MaxPageSize"/>. Streams ignore it.</summary>
    public int PageSize { get; init; } = 50;
}

/// <summary>One page, newest row first whichever way it was reached.</summary>
/// <param name="Rows">At most as many rows as asked for.</param>
/// <param name="HasBefore">Whether newer rows precede the first row (or the query's cursor, when the page is empty).</param>
/// <param name="HasAfter">Whether older rows follow the last row (or the query's cursor, when the page is empty).</param>
public sealed record SessionPage(IReadOnlyList<SessionRow> Rows, bool HasBefore, bool HasAfter);
