namespace OrleansFlex.Storage;

/// <summary>Names one catalog row.</summary>
/// <param name="Client">The tenant.</param>
/// <param name="Kind">What the row describes, for example <c>vehicle</c>.</param>
/// <param name="Id">Its id, unique within tenant and kind.</param>
public readonly record struct CatalogKey(string Client, string Kind, string Id);
