using System.IO.Pipelines;
using OrleansFlex.Contracts.Events;
using OrleansFlex.Domain.Webhooks;
using OrleansFlex.Silo.Clock;

namespace OrleansFlex.Silo.Events;

/// <summary>
/// One live view: follows the log at the reader's pace. Nothing is buffered for a reader but one page of the log, and one that does not
/// take what it gets is cut off.
/// </summary>
internal sealed class LiveStream(string client, EventFilter filter, PipeWriter writer, IEventLog log, IEventSignal signal, TimeProvider clock, RealTime real)
{
    private const int PageLength = 100;

    /// <summary>The line to the reader.</summary>
    public LiveLine Line { get; } = new(writer, real);

    /// <summary>Writes events after a place until the reader goes, is too slow, or may no longer read.</summary>
    /// <param name="start">The place to start after.</param>
    /// <param name="isReset">Events after the place that the reader asked for are gone.</param>
    /// <param name="mayGoOn">Asked at every pause.</param>
    /// <param name="cancellation">Ends the view.</param>
    /// <exception cref="OperationCanceledException">The reader was too slow, or the view was ended.</exception>
    public async Task RunAsync(EventPlace start, bool isReset, Func<ValueTask<bool>> mayGoOn, CancellationToken cancellation)
    {
        var place = start;
        LiveView.WriteStart(writer, place.ToText(client));
        if (isReset)
            LiveView.WriteReset(writer, place.ToText(client));
        await Line.FlushAsync(cancellation);
        while (true)
        {
            var changed = signal.Next(client);
            var page = await log.ReadAsync(client, place.Sequence, PageLength, cancellation);
            var wrote = false;
            foreach (var logged in page)
            {
                place = new EventPlace(logged.Sequence, logged.Event.CreatedAtMs);
                if (!filter.Wants(logged.Event.Name))
                    continue;
                LiveView.WriteEvent(writer, place.ToText(client), logged.Event);
                wrote = true;
            }

            if (wrote)
                await Line.FlushAsync(cancellation);
            else if (page.Count == 0 && !await Line.ChangedInTimeAsync(changed, cancellation))
            {
                if (!await mayGoOn())
                    return;
                // All that has happened so far has been looked at.
                place = place with { AtMs = Math.Max(place.AtMs, clock.GetUtcNow().ToUnixTimeMilliseconds()) };
                LiveView.WriteKeepAlive(writer, place.ToText(client));
                await Line.FlushAsync(cancellation);
            }
        }
    }
}
