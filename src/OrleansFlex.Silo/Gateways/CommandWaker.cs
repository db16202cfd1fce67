using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Gateways;

/// <summary>Wakes the devices that had something pending when the silo went down, so that it is carried out although nobody speaks of them.</summary>
internal sealed class CommandWaker(IGridDatabase database, IGridCatalog catalog, IGrainFactory grains) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var client in await database.Clients.ListAsync(cancellationToken))
        {
            await foreach (var device in catalog.Stream(client.Id, CatalogKinds.Device, null, cancellationToken))
            {
                if (device.IsPending)
                    await grains.GetGrain<IAssetGrain>(GrainKeys.Of(client.Id, device.Id)).Resume();
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
