using System.Collections.Concurrent;
using System.Text.Json;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Events;
using OrleansFlex.Grains.Webhooks;
using OrleansFlex.Silo.Clock;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Events;

/// <summary>
/// The tenants to whose events somebody listens, kept in memory because every write asks for it. Changes on this silo show at once, those
/// on another within seconds: what is stored of all listeners is read again and again, in one scan.
/// </summary>
internal sealed partial class EventInterest(IGridDatabase database, RealTime real, JsonSerializerOptions json, ILogger<EventInterest> logger)
    : BackgroundService, IEventAudience
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(4);

    // Real time until which events are made, Unix milliseconds; without end for those that have a webhook.
    private readonly ConcurrentDictionary<string, long> _until = new(StringComparer.Ordinal);
    private int _changes;

    public bool IsListening(string client) =>
        _until.TryGetValue(client, out var until) && (until == long.MaxValue || until > real.Provider.GetUtcNow().ToUnixTimeMilliseconds());

    public void Changed(string client, bool hasWebhooks, long liveUntilMs)
    {
        Interlocked.Increment(ref _changes);
        _until[client] = hasWebhooks ? long.MaxValue : liveUntilMs;
    }

    /// <summary>Reads who listens before anything can happen.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, real.Provider);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TryReadAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Ends with the silo.
        }
    }

    private async Task TryReadAsync(CancellationToken cancellation)
    {
        try
        {
            await ReadAsync(cancellation);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFault(fault);
        }
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        var changes = Volatile.Read(ref _changes);
        var stored = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (var (key, state) in database.States.ScanAsync(WebhookBookState.Name, cancellation))
        {
            var book = JsonSerializer.Deserialize<WebhookBookState>(state.Json, json)!;
            stored[GrainKeys.Client(key)] = book.Webhooks.Length > 0 ? long.MaxValue : book.LiveUntilMs;
        }

        // What was told in the meantime may be newer than what was read; the next reading will have it.
        if (changes != Volatile.Read(ref _changes))
            return;
        foreach (var (client, until) in stored)
            _until[client] = until;
    }

    [LoggerMessage(2411, LogLevel.Warning, "Who listens to events could not be read again; the last reading stays in force")]
    private partial void LogFault(Exception exception);
}
