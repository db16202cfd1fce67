using System.Collections.Immutable;

namespace OrleansFlex.Contracts.Webhooks;

/// <summary>A webhook as the API shows it. Secrets are not in it.</summary>
[GenerateSerializer, Immutable, Alias("webhook-view")]
public sealed record Webhook
{
    /// <summary>Its identity.</summary>
    [Id(0)] public required Guid Id { get; init; }

    /// <summary>Where events go.</summary>
    [Id(1)] public required string Url { get; init; }

    /// <summary>The names of the events it wants.</summary>
    [Id(2)] public required ImmutableArray<string> Events { get; init; }

    /// <summary>The version of the API that it was made for, where one was given.</summary>
    [Id(3)] public string? ApiVersion { get; init; }

    /// <summary>The header that it wants to be authenticated with.</summary>
    [Id(4)] public string? HeaderName { get; init; }

    /// <summary>False where it was given up after a day of failures.</summary>
    [Id(5)] public required bool IsActive { get; init; }

    /// <summary>When it was made, Unix milliseconds of the domain clock.</summary>
    [Id(6)] public required long CreatedAtMs { get; init; }

    /// <summary>When a delivery last succeeded, Unix milliseconds of real time.</summary>
    [Id(7)] public long? LastSuccessMs { get; init; }

    /// <summary>Since when deliveries fail, Unix milliseconds of real time.</summary>
    [Id(8)] public long? FailingSinceMs { get; init; }

    /// <summary>When the next attempt is due, Unix milliseconds of real time; null while deliveries succeed.</summary>
    [Id(9)] public long? NextAttemptMs { get; init; }
}

/// <summary>A webhook as asked for. Secrets come sealed, so that they cross no call in the clear.</summary>
[GenerateSerializer, Immutable, Alias("webhook-draft")]
public sealed record WebhookDraft
{
    /// <summary>Where events go.</summary>
    [Id(0)] public required string Url { get; init; }

    /// <summary>The sealed secret that deliveries are signed with.</summary>
    [Id(1)] public required string Secret { get; init; }

    /// <summary>The names of the events it wants.</summary>
    [Id(2)] public required ImmutableArray<string> Events { get; init; }

    /// <summary>The version of the API that it was made for.</summary>
    [Id(3)] public string? ApiVersion { get; init; }

    /// <summary>The header that it wants to be authenticated with.</summary>
    [Id(4)] public WebhookHeader? Authentication { get; init; }
}

/// <summary>What is to change of a webhook; null leaves a thing as it is.</summary>
[GenerateSerializer, Immutable, Alias("webhook-change")]
public sealed record WebhookChange
{
    /// <summary>Where events go.</summary>
    [Id(0)] public string? Url { get; init; }

    /// <summary>The sealed new secret; the old one stays valid for a day beside it.</summary>
    [Id(1)] public string? Secret { get; init; }

    /// <summary>The names of the events it wants.</summary>
    [Id(2)] public ImmutableArray<string>? Events { get; init; }

    /// <summary>The version of the API that it was made for.</summary>
    [Id(3)] public string? ApiVersion { get; init; }

    /// <summary>The header that it wants to be authenticated with.</summary>
    [Id(4)] public WebhookHeader? Authentication { get; init; }

    /// <summary>Takes the version away.</summary>
    [Id(5)] public bool ClearsApiVersion { get; init; }

    /// <summary>Takes the header away.</summary>
    [Id(6)] public bool ClearsAuthentication { get; init; }
}

/// <summary>A header that a subscriber knows us by.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its sealed value.</param>
[GenerateSerializer, Immutable, Alias("webhook-header")]
public sealed record WebhookHeader([property: Id(0)] string Name, [property: Id(1)] string Value);
