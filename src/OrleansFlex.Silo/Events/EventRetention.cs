using System.Text.Json;
using OrleansFlex.Contracts.Events;
using OrleansFlex.Domain.Webhooks;
using OrleansFlex.Silo.Clock;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Events;

/// <summary>Removes events that everybody has had time enough to fetch.</summary>
internal sealed partial class EventRetention(
    IGridDatabase database, IEventLog log, TimeProvider clock, RealTime real, ILogger<EventRetention> logger) : BackgroundService
{
    private const string Setting = "events.retention";

    private long _purgedBeforeMs;

    /// <summary>Events that happened before this instant of the domain clock are gone, Unix milliseconds; 0 where none are.</summary>
    public long PurgedBeforeMs => Interlocked.Read(ref _purgedBeforeMs);

    /// <summary>Notes the time and removes what is old.</summary>
    public async Task TickAsync(CancellationToken cancellation)
    {
        var stored = await database.Settings.GetAsync(Setting, cancellation);
        var before = stored is null ? new RetentionMarks() : JsonSerializer.Deserialize<RetentionMarks>(stored)!;
        var after = before.Ticked(real.Provider.GetUtcNow().ToUnixTimeMilliseconds(), clock.GetUtcNow().ToUnixTimeMilliseconds());
        await database.Settings.SetAsync(Setting, JsonSerializer.Serialize(after), cancellation);
        Interlocked.Exchange(ref _purgedBeforeMs, after.PurgedBeforeMs);
        if (after.PurgedBeforeMs > 0 && await log.PurgeAsync(after.PurgedBeforeMs, cancellation) is > 0 and var removed)
            LogPurged(removed);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(RetentionMarks.TickMs), real.Provider);
        try
        {
            do
                await TryTickAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Ends with the silo.
        }
    }

    private async Task TryTickAsync(CancellationToken cancellation)
    {
        try
        {
            await TickAsync(cancellation);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFault(fault);
        }
    }

    [LoggerMessage(2412, LogLevel.Debug, "{Count} events were removed from the log")]
    private partial void LogPurged(long count);

    [LoggerMessage(2413, LogLevel.Warning, "Old events could not be removed; it is tried again later")]
    private partial void LogFault(Exception exception);
}
