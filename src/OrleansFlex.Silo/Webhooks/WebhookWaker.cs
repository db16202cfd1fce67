using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Webhooks;
using OrleansFlex.Silo.Clock;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Webhooks;

/// <summary>
/// Wakes every webhook at start, so that what waits is delivered, and once a minute after that, for those that ran on a silo that is no
/// longer there.
/// </summary>
internal sealed partial class WebhookWaker(
    IGridDatabase database, IGridCatalog catalog, IGrainFactory grains, RealTime real, ILogger<WebhookWaker> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, real.Provider);
        try
        {
            do
                await WakeAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Ends with the silo.
        }
    }

    private async Task WakeAsync(CancellationToken cancellation)
    {
        try
        {
            foreach (var client in await database.Clients.ListAsync(cancellation))
            {
                await foreach (var webhook in catalog.Stream(client.Id, CatalogKinds.Webhook, null, cancellation))
                    await grains.GetGrain<IWebhookGrain>(GrainKeys.Of(client.Id, webhook.Id)).Wake();
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFault(fault);
        }
    }

    [LoggerMessage(2402, LogLevel.Warning, "Webhooks could not be woken; it is tried again in a minute")]
    private partial void LogFault(Exception exception);
}
