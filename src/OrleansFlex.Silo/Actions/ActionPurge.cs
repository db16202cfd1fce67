using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Commands;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Actions;

/// <summary>Forgets actions that are older than thirty days, once a day and at start.</summary>
internal sealed partial class ActionPurge(IGridDatabase database, IGrainFactory grains, TimeProvider clock, ILogger<ActionPurge> logger) : BackgroundService
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

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
        var before = new CatalogCursor((clock.GetUtcNow() - Kept).ToUnixTimeMilliseconds(), "");
        foreach (var client in await database.Clients.ListAsync(cancellation))
        {
            await foreach (var action in database.Catalog.StreamAsync(new CatalogQuery(client.Id, CatalogKinds.Action) { After = before }, cancellation))
                await grains.GetGrain<IActionGrain>(GrainKeys.Of(client.Id, action.Id)).Forget();
        }
    }

    [LoggerMessage(3202, LogLevel.Warning, "Old actions could not be forgotten; the next attempt is in a day.")]
    private partial void LogFailed(Exception failure);
}
