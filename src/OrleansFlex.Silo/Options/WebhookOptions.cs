namespace OrleansFlex.Silo.Options;

/// <summary>Events to subscribers.</summary>
public sealed record WebhookOptions
{
    /// <summary>Lets webhooks go to plain http and to private and loopback addresses. Default false.</summary>
    public bool AllowPrivate { get; init; }
}
