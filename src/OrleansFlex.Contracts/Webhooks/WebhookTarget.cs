namespace OrleansFlex.Contracts.Webhooks;

/// <summary>Where and how to deliver. Secrets are sealed.</summary>
[GenerateSerializer, Immutable, Alias("webhook-target")]
public sealed record WebhookTarget
{
    /// <summary>The tenant.</summary>
    [Id(0)] public required string Client { get; init; }

    /// <summary>Where to.</summary>
    [Id(1)] public required string Url { get; init; }

    /// <summary>The sealed secret to sign with.</summary>
    [Id(2)] public required string Secret { get; init; }

    /// <summary>The sealed secret before it, while it is still valid.</summary>
    [Id(3)] public string? PreviousSecret { get; init; }

    /// <summary>The header that the subscriber wants to be authenticated with.</summary>
    [Id(4)] public WebhookHeader? Authentication { get; init; }
}
