using System.Collections.Immutable;

namespace OrleansFlex.Grains.Webhooks;

/// <summary>What is stored of who listens to a tenant's events. Silos read it to know for whom events are made.</summary>
public sealed record WebhookBookState
{
    /// <summary>The name it is stored under.</summary>
    public const string Name = "webhook-book";

    /// <summary>The tenant's webhooks.</summary>
    public ImmutableArray<Guid> Webhooks { get; init; } = [];

    /// <summary>Until when events are made for live views, Unix milliseconds of real time.</summary>
    public long LiveUntilMs { get; init; }
}
