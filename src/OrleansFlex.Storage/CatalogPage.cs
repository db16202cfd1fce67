namespace OrleansFlex.Storage;

/// <summary>One page, newest row first whichever way it was reached.</summary>
/// <param name="Rows">At most as many rows as asked for.</param>
/// <param name="HasBefore">Whether newer rows precede the first row (or the query's cursor, when the page is empty).</param>
/// <param name="HasAfter">Whether older rows follow the last row (or the query's cursor, when the page is empty).</param>
public sealed record CatalogPage(IReadOnlyList<CatalogRow> Rows, bool HasBefore, bool HasAfter);
