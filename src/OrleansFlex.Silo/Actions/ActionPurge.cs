using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Commands;
using OrleansFlex.Contracts.Links;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Actions;

/// <summary>Forgets actions after thirty days, and invitations to link devices after two, once a day and at start.</summary>
internal sealed partial class ActionPurge(IGridDatabase database, IGrainFactory grains, TimeProvider clock, ILogger<ActionPurge> logger) : BackgroundService
{
    private static readonly TimeSpan ActionsKept = TimeSpan.FromDays(30);
    private static readonly TimeSpan LinksKept = TimeSpan.FromDays(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromDays(1), clock);
        do
        {
            try
            {
                await PurgeAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogFailed(failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task PurgeAsync(CancellationToken cancellation)
    {
        foreach (var client in await database.Clients.ListAsync(cancellation))
        {
            await foreach (var action in Old(client.Id, CatalogKinds.Action, ActionsKept, cancellation))
                await grains.GetGrain<IActionGrain>(GrainKeys.Of(client.Id, action.Id)).Forget();
            await foreach (var link in Old(client.Id, CatalogKinds.Link, LinksKept, cancellation))
                await grains.GetGrain<ILinkGrain>(GrainKeys.Of(link.Id)).Forget();
        }
    }

    private IAsyncEnumerable<CatalogRow> Old(string client, string kind, TimeSpan kept, CancellationToken cancellation) => database.Catalog.StreamAsync(
        new CatalogQuery(client, kind) { After = new CatalogCursor((clock.GetUtcNow() - kept).ToUnixTimeMilliseconds(), "") }, cancellation);

    [LoggerMessage(3202, LogLevel.Warning, "Old actions and links could not be forgotten; the next attempt is in a day.")]
    private partial void LogFailed(Exception failure);
}
