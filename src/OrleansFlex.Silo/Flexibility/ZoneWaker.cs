using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Flexibility;

/// <summary>Wakes every active zone at start, so that its members report and its shape is there before anyone asks, and policies outside zones.</summary>
internal sealed class ZoneWaker(IGridDatabase database, IGridCatalog catalog, IGrainFactory grains) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var client in await database.Clients.ListAsync(cancellationToken))
        {
            await foreach (var zone in catalog.Stream(client.Id, CatalogKinds.Zone, null, cancellationToken))
                await grains.GetGrain<IZoneGrain>(GrainKeys.Of(client.Id, zone.Id)).Wake();
            // A zone wakes its own members; nobody else would wake a policy at a location without one.
            await foreach (var policy in catalog.Stream(client.Id, CatalogKinds.Policy, null, cancellationToken))
            {
                if (policy.Zone is null)
                    await grains.GetGrain<IVehiclePolicyGrain>(GrainKeys.Of(client.Id, policy.Id)).Refresh(new RefreshRequest(null, RefreshRequest.Latest));
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
