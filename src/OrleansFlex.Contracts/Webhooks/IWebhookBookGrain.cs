namespace OrleansFlex.Contracts.Webhooks;

/// <summary>Who listens to a tenant's events: its webhooks, of which there are not too many, and its live views.</summary>
[Alias("webhook-book")]
public interface IWebhookBookGrain : IGrainWithStringKey
{
    /// <summary>Adds a webhook. Events that happen after the answer are delivered to it. Refused where there is one with the same url and events.</summary>
    [Alias("create")]
    Task<Outcome<Webhook>> Create(Guid id, WebhookDraft draft);

    /// <summary>Deletes a webhook; false where there is none.</summary>
    [Alias("delete")]
    Task<bool> Delete(Guid id);

    /// <summary>A live view has begun or goes on: events are made for a day from then.</summary>
    /// <param name="nowMs">Real time, Unix milliseconds.</param>
    [Alias("watch")]
    Task Watch(long nowMs);
}
