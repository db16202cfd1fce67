namespace OrleansFlex.Storage;

/// <summary>A place in a list. It stays valid when the row that it was taken from is deleted.</summary>
/// <param name="CreatedAtMs">Creation instant in Unix milliseconds.</param>
/// <param name="Id">Breaks ties, by code points.</param>
public readonly record struct CatalogCursor(long CreatedAtMs, string Id);
