using System.Runtime.CompilerServices;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Storage;

/// <summary>The database's catalog, as grains see it.</summary>
internal sealed class GridCatalog(IGridDatabase database) : IGridCatalog
{
    public async Task<IReadOnlyList<(string? Area, int Count)>> CountLocationsByArea(string client, string zone, CancellationToken cancellation)
    {
        var counts = await database.Catalog.CountByAreaAsync(client, CatalogKinds.Location, zone, cancellation);
        return [.. counts.Select(count => (count.Area, (int)count.Count))];
    }

    public IAsyncEnumerable<CatalogEntry> Stream(string client, string kind, string? zone, CancellationToken cancellation) =>
        Stream(new CatalogQuery(client, kind) { Zone = zone }, cancellation);

    public IAsyncEnumerable<CatalogEntry> StreamOfType(string client, string kind, string type, CancellationToken cancellation) =>
        Stream(new CatalogQuery(client, kind) { Reference = type }, cancellation);

    public IAsyncEnumerable<CatalogEntry> StreamOf(string client, string kind, string userId, CancellationToken cancellation) =>
        Stream(new CatalogQuery(client, kind) { UserId = userId }, cancellation);

    public IAsyncEnumerable<CatalogEntry> StreamAt(string client, string kind, Guid locationId, CancellationToken cancellation) =>
        Stream(new CatalogQuery(client, kind) { LocationId = locationId.ToString("D") }, cancellation);

    private async IAsyncEnumerable<CatalogEntry> Stream(CatalogQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var row in database.Catalog.StreamAsync(query, cancellation))
            yield return CatalogRows.ToEntry(row);
    }
}
