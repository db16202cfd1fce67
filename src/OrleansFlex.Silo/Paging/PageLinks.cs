namespace OrleansFlex.Silo.Paging;

/// <summary>Cursors to the neighbouring pages; null where there is none.</summary>
/// <param name="After">Gives the rows that come later in the list.</param>
/// <param name="Before">Gives the rows that come earlier in the list.</param>
public sealed record PageLinks(string? After, string? Before);
