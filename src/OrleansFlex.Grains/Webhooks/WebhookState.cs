using System.Collections.Immutable;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Webhooks;
using OrleansFlex.Domain.Webhooks;

namespace OrleansFlex.Grains.Webhooks;

/// <summary>What is stored of a webhook. Secrets are sealed; events are not in it, they are in the log.</summary>
public sealed record WebhookState : ICatalogued
{
    /// <summary>How long a replaced secret stays valid beside the new one, in milliseconds.</summary>
    public const long RotationMs = 24 * 3_600_000L;

    /// <summary>When it was made, Unix milliseconds of the domain clock; 0 where there is none.</summary>
    public long CreatedAtMs { get; init; }
    public string Url { get; init; } = "";
    public string Secret { get; init; } = "";
    public string? PreviousSecret { get; init; }

    /// <summary>Until when the previous secret is valid, Unix milliseconds of real time.</summary>
    public long PreviousSecretUntilMs { get; init; }
    public ImmutableArray<string> Events { get; init; } = [];
    public string? ApiVersion { get; init; }
    public string? HeaderName { get; init; }
    public string? HeaderValue { get; init; }
    public bool IsActive { get; init; }
    public DeliveryProgress Progress { get; init; } = new();

    /// <summary>A new webhook.</summary>
    public static WebhookState Of(WebhookDraft draft, DeliveryProgress progress, long createdAtMs) => new()
    {
        CreatedAtMs = createdAtMs,
        Url = draft.Url,
        Secret = draft.Secret,
        Events = draft.Events,
        ApiVersion = draft.ApiVersion,
        HeaderName = draft.Authentication?.Name,
        HeaderValue = draft.Authentication?.Value,
        IsActive = true,
        Progress = progress,
    };

    /// <summary>This webhook after a change.</summary>
    public WebhookState With(WebhookChange change, long nowMs) => this with
    {
        Url = change.Url ?? Url,
        Secret = change.Secret ?? Secret,
        PreviousSecret = change.Secret is null ? PreviousSecret : Secret,
        PreviousSecretUntilMs = change.Secret is null ? PreviousSecretUntilMs : nowMs + RotationMs,
        Events = change.Events ?? Events,
        ApiVersion = change.ClearsApiVersion ? null : change.ApiVersion ?? ApiVersion,
        HeaderName = change.ClearsAuthentication ? null : change.Authentication?.Name ?? HeaderName,
        HeaderValue = change.ClearsAuthentication ? null : change.Authentication?.Value ?? HeaderValue,
    };

    /// <summary>The webhook as the API shows it.</summary>
    public Webhook ToWebhook(Guid id) => new()
    {
        Id = id,
        Url = Url,
        Events = Events,
        ApiVersion = ApiVersion,
        HeaderName = HeaderName,
        IsActive = IsActive,
        CreatedAtMs = CreatedAtMs,
        LastSuccessMs = Progress.LastSuccessMs,
        FailingSinceMs = Progress.FailingSinceMs,
        NextAttemptMs = Progress.NextAttemptMs,
    };

    /// <summary>Where and how to deliver at an instant of real time.</summary>
    public WebhookTarget ToTarget(string client, long nowMs) => new()
    {
        Client = client,
        Url = Url,
        Secret = Secret,
        PreviousSecret = nowMs < PreviousSecretUntilMs ? PreviousSecret : null,
        Authentication = HeaderName is { } name && HeaderValue is { } value ? new WebhookHeader(name, value) : null,
    };

    /// <inheritdoc/>
    public CatalogEntry ToEntry(string grainKey) =>
        new(GrainKeys.Client(grainKey), CatalogKinds.Webhook, GrainKeys.Part(grainKey, 1), CreatedAtMs);
}
