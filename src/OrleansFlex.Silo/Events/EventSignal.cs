using System.Collections.Concurrent;
using OrleansFlex.Contracts.Events;
using OrleansFlex.Silo.Clock;

namespace OrleansFlex.Silo.Events;

/// <summary>
/// Wakes those who follow events: at once after a write on this silo, and within a second after one on another, for which the log is
/// asked once a second on behalf of all who wait. Costs nothing where nobody does.
/// </summary>
internal sealed partial class EventSignal(IEventLog log, RealTime real, ILogger<EventSignal> logger) : BackgroundService, IEventSignal
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _latest = new(StringComparer.Ordinal);

    public Task Next(string client) =>
        _waiting.GetOrAdd(client, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Raise(string client)
    {
        if (_waiting.TryRemove(client, out var waiting))
            waiting.TrySetResult();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, real.Provider);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await AskAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Ends with the silo.
        }
    }

    private async Task AskAsync(CancellationToken cancellation)
    {
        foreach (var client in _waiting.Keys)
        {
            try
            {
                var latest = await log.LatestAsync(client, cancellation);
                if (_latest.TryGetValue(client, out var known) && known == latest)
                    continue;
                _latest[client] = latest;
                Raise(client);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                LogFault(fault);
                return;
            }
        }
    }

    [LoggerMessage(2410, LogLevel.Warning, "The event log could not be asked for new events; it is asked again in a second")]
    private partial void LogFault(Exception exception);
}
