namespace OrleansFlex.Silo.Paging;

/// <summary>One page of a list, as the Flex API sends it.</summary>
/// <param name="Data">The rows in list order.</param>
/// <param name="Pagination">Where to go on.</param>
public sealed record Page<T>(IReadOnlyList<T> Data, PageLinks Pagination);
