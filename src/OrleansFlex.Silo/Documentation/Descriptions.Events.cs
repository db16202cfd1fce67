using OrleansFlex.Domain.Webhooks;

namespace OrleansFlex.Silo.Documentation;

internal static partial class Descriptions
{
    private static readonly Shape EventName = Shape.OneOf([EventNames.Any, .. EventNames.All]);

    private static readonly Shape Header = Shape.Object(("headerName", Shape.String), ("headerValue", Shape.String)).OrNull();

    private static IEnumerable<KeyValuePair<string, OperationDescription>> Events() =>
    [
        Row("POST /webhooks", "Create a webhook",
            Shape.Object(
                ("url", Shape.String), ("secret", Shape.String), ("events?", Shape.ListOf(EventName)), ("apiVersion?", Shape.String.OrNull()),
                ("authentication?", Header)),
            detail: """
                Events that happen after the answer are posted to `url` as JSON arrays of at most 100, in the order in which they happened. Each has an `id`, which is the
                same on every retry; deliveries may repeat. A delivery succeeds with any 2xx within 5 s; redirects are not followed. Otherwise it is tried again after
                5 s, 30 s, 2 min, 10 min, 30 min, then hourly; after 24 h of failures `isActive` becomes false and what waits is dropped.

                Signatures: `x-enode-signature` is `sha1=` and the HMAC-SHA1 of the body in hex. `webhook-id`, `webhook-timestamp` and `webhook-signature` follow the Standard
                Webhooks specification; the key is what follows `whsec_` in base64, or the secret's bytes as they are. `x-enode-delivery` equals `webhook-id`.

                The secret has 6 to 256 characters, is never shown again, and is stored encrypted. `events` is `["*"]` where it is left out. After 15 min without a delivery a
                `system:heartbeat` is sent to those that want it. A tenant has at most 20 webhooks, and
                no two with the same `url` and `events`.
                """),
        Row("GET /webhooks", "List webhooks", query: Describing.Paging),
        Row("GET /webhooks/{webhookId}", "Get a webhook"),
        Row("PATCH /webhooks/{webhookId}", "Change a webhook",
            Shape.Object(
                ("url?", Shape.String), ("secret?", Shape.String), ("events?", Shape.ListOf(EventName)), ("apiVersion?", Shape.String.OrNull()),
                ("authentication?", Header)),
            detail: """
                Members that are left out stay. Whatever is changed, also nothing, makes the webhook active and tries at once. After a new `secret` the old one stays valid for
                24 h: `webhook-signature` carries a signature of each, separated by a space, the new one first; `x-enode-signature` is of the new one.
                """),
        Row("DELETE /webhooks/{webhookId}", "Delete a webhook"),
        Row("POST /webhooks/{webhookId}/test", "Send a test event",
            detail: "Sends `enode:webhook:test` and tells what came back. A success makes an inactive webhook active again."),
        Row("GET /webhooks/{webhookId}/deliveries", "List the last deliveries of a webhook", query: Describing.Paging,
            detail: "The last 200 attempts, newest first, with the ids of their events. After a crash the last seconds may be missing."),
        Row("GET /flex/events", "Follow events live", query: [("events?", Shape.String), ("lastEventId?", Shape.String)],
            detail: """
                Server-sent events with the same payloads as webhooks: `event` is the name, `data` the event, `id` a place to go on from with `Last-Event-ID` or `lastEventId`.
                `events` names those that are wanted, separated by commas. An id that is not from this stream is answered with 400. Where events after the id are no longer kept
                (they are for about a day), the stream begins with an event named `reset`. Every 15 s without events there is a comment. The stream ends when the token
                does, and for readers that take nothing for 10 s. Events are made from the first view on, and for a day after the last one began.
                """)
            .With(view => view.AsEvents() with { Headers = [("Last-Event-ID?", Shape.String)] }),
    ];
}
