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

    public async IAsyncEnumerable<CatalogEntry> Stream(string client, string kind, string? zone, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var row in database.Catalog.StreamAsync(new CatalogQuery(client, kind) { Zone = zone }, cancellation))
            yield return CatalogRows.ToEntry(row);
    }
}
