using OrleansFlex.Contracts.Webhooks;
using OrleansFlex.Contracts.Wire;

namespace OrleansFlex.Silo.Webhooks;

/// <summary>A webhook on the wire. Secrets are never in it.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Url">Where events go.</param>
/// <param name="Events">What it wants; <c>*</c> means everything.</param>
/// <param name="LastSuccess">When a delivery last succeeded, in real time.</param>
/// <param name="IsActive">False where it was given up after a day of failures.</param>
/// <param name="CreatedAt">When it was made, on the domain clock.</param>
/// <param name="ApiVersion">The version that it was made for, where one was given.</param>
/// <param name="Authentication">The header it wants to be authenticated with, without its value.</param>
/// <param name="FailingSince">Since when deliveries fail, in real time.</param>
/// <param name="NextAttemptAt">When the next attempt is due, in real time.</param>
public sealed record WebhookBody(
    Guid Id, string Url, IReadOnlyList<string> Events, DateTimeOffset? LastSuccess, bool IsActive, DateTimeOffset CreatedAt, string? ApiVersion,
    WebhookHeaderBody? Authentication, DateTimeOffset? FailingSince, DateTimeOffset? NextAttemptAt)
{
    public static WebhookBody Of(Webhook webhook) => new(
        webhook.Id,
        webhook.Url,
        webhook.Events,
        Wire.Instant(webhook.LastSuccessMs),
        webhook.IsActive,
        Wire.Instant(webhook.CreatedAtMs),
        webhook.ApiVersion,
        webhook.HeaderName is { } name ? new WebhookHeaderBody(name) : null,
        Wire.Instant(webhook.FailingSinceMs),
        Wire.Instant(webhook.NextAttemptMs));
}

/// <summary>A header that a subscriber knows us by.</summary>
public sealed record WebhookHeaderBody(string HeaderName);

/// <summary>How a test ended.</summary>
/// <param name="Status"><c>SUCCESS</c> or <c>FAILURE</c>.</param>
/// <param name="Description">What happened, for a person.</param>
/// <param name="Response">What the subscriber answered; null where it did not.</param>
public sealed record WebhookTestBody(string Status, string Description, WebhookAnswerBody? Response)
{
    public static WebhookTestBody Of(DeliveryOutcome outcome) => new(
        outcome.IsSuccess ? "SUCCESS" : "FAILURE",
        outcome.Error ?? "The test was delivered.",
        outcome.Status is { } code ? new WebhookAnswerBody(code, outcome.Body, outcome.Headers) : null);
}

/// <summary>A subscriber's answer: its status, the beginning of its body, its headers.</summary>
public sealed record WebhookAnswerBody(int Code, string Body, IReadOnlyList<string> Headers);

/// <summary>An attempt to deliver.</summary>
/// <param name="Id">The delivery's identity, the same on every retry.</param>
/// <param name="At">When it was made, in real time.</param>
/// <param name="Attempt">1 for the first.</param>
/// <param name="IsSuccess">The subscriber took it.</param>
/// <param name="Status">The subscriber's status; null where it did not answer.</param>
/// <param name="DurationMs">How long it took, milliseconds.</param>
/// <param name="Error">What went wrong.</param>
/// <param name="EventCount">How many events were in it.</param>
/// <param name="EventIds">Their ids.</param>
public sealed record WebhookDeliveryBody(
    Guid Id, DateTimeOffset At, int Attempt, bool IsSuccess, int? Status, long DurationMs, string? Error, int EventCount, IReadOnlyList<Guid> EventIds)
{
    public static WebhookDeliveryBody Of(WebhookDelivery delivery) => new(
        delivery.Id,
        Wire.Instant(delivery.AtMs),
        delivery.Attempt,
        delivery.Error is null,
        delivery.Status,
        delivery.DurationMs,
        delivery.Error,
        delivery.Events.Length,
        delivery.Events);
}
