using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Events;
using OrleansFlex.Contracts.Webhooks;
using OrleansFlex.Domain.Webhooks;
using OrleansFlex.Silo.Clients;
using OrleansFlex.Silo.Clock;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Events;

/// <summary>The live view of a tenant's events.</summary>
internal static class EventEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder routes) => routes.MapGet("/flex/events", Follow);

    private static async Task Follow(
        HttpContext context, IGrainFactory grains, IEventLog log, IEventSignal signal, EventRetention retention, LiveViews views,
        ClientDirectory clients, TimeProvider clock, RealTime real, IHostApplicationLifetime lifetime)
    {
        var client = context.GetClient();
        var query = QueryFields.Of(context);
        var filter = new EventFilter(query.EventNames("events"));
        var asked = AskedPlace(context, query, client);
        query.ThrowIfInvalid();
        if (!views.TryEnter(client))
            throw LiveViews.TooMany();
        try
        {
            // From here on events are made.
            var nowMs = real.Provider.GetUtcNow().ToUnixTimeMilliseconds();
            await grains.GetGrain<IWebhookBookGrain>(GrainKeys.Of(client)).Watch(nowMs);
            var latest = await log.LatestAsync(client, context.RequestAborted);
            if (asked is { } place && place.Sequence > latest)
                throw Problem.BadRequest("The last event's id is not from this stream.", new Issue("lastEventId", "must be an id from this stream"));
            var start = asked ?? new EventPlace(latest, clock.GetUtcNow().ToUnixTimeMilliseconds());
            LiveLine.Begin(context.Response);
            if (context.IsHead())
                return;
            var stream = new LiveStream(client, filter, context.Response.BodyWriter, log, signal, clock, real);
            var isReset = start.AtMs < retention.PurgedBeforeMs;
            await stream.Line.RunAsync(
                context, over => stream.RunAsync(start, isReset, () => context.IsStillAllowedAsync(clients, real), over), lifetime.ApplicationStopping);
        }
        finally
        {
            views.Leave(client);
        }
    }

    private static EventPlace? AskedPlace(HttpContext context, QueryFields query, string client)
    {
        // A browser that comes back sends the header, whatever the address says that it was given at first.
        var text = context.Request.Headers["Last-Event-ID"].ToString();
        if (text.Length == 0)
            text = query.OptionalString("lastEventId", 64);
        if (text is null)
            return null;
        if (EventPlace.TryParse(text, client, out var place))
            return place;
        query.Fail("lastEventId", "must be an id from this stream");
        return null;
    }
}
