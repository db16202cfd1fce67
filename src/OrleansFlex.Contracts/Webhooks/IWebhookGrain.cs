using System.Collections.Immutable;

namespace OrleansFlex.Contracts.Webhooks;

/// <summary>A subscriber to a tenant's events: what it wants, where, and how far it has been served.</summary>
[Alias("webhook")]
public interface IWebhookGrain : IGrainWithStringKey
{
    /// <summary>Makes the webhook. It is served from the tenant's newest event on.</summary>
    [Alias("create")]
    Task<Webhook> Create(WebhookDraft draft);

    /// <summary>The webhook, or null where there is none.</summary>
    [Alias("get")]
    Task<Webhook?> Get();

    /// <summary>Changes the webhook and tries at once, also one that had been given up; null where there is none.</summary>
    [Alias("update")]
    Task<Webhook?> Update(WebhookChange change);

    /// <summary>Deletes the webhook; false where there is none.</summary>
    [Alias("delete")]
    Task<bool> Delete();

    /// <summary>Where and how to deliver; null where there is no such webhook.</summary>
    [Alias("target")]
    Task<WebhookTarget?> GetTarget();

    /// <summary>A test has reached the subscriber: what waits is tried at once, and one that had been given up is served again.</summary>
    [Alias("tested")]
    Task Tested();

    /// <summary>The last deliveries, newest first; null where there is no such webhook.</summary>
    [Alias("deliveries")]
    Task<ImmutableArray<WebhookDelivery>?> GetDeliveries();

    /// <summary>Sees to it that deliveries run, after a restart.</summary>
    [Alias("wake"), OneWay]
    Task Wake();
}
