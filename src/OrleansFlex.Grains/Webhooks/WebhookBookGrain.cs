using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Events;
using OrleansFlex.Contracts.Webhooks;
using OrleansFlex.Grains.State;

namespace OrleansFlex.Grains.Webhooks;

/// <inheritdoc cref="IWebhookBookGrain"/>
[GrainType("webhook-book")]
public sealed class WebhookBookGrain(
    [PersistentState(WebhookBookState.Name, Persistence.Store)] IPersistentState<WebhookBookState> store,
    IEventAudience audience) : Grain, IWebhookBookGrain
{
    /// <summary>Most webhooks of one tenant.</summary>
    public const int MaxWebhooks = 20;

    private const long LiveViewMs = 24 * 3_600_000L;

    // Not every new live view needs a write.
    private const long LiveViewSlackMs = 3_600_000L;

    private WebhookBookState State => store.State;

    private string Client => GrainKeys.Client(this.GetPrimaryKeyString());

    /// <inheritdoc/>
    public async Task<Outcome<Webhook>> Create(Guid id, WebhookDraft draft)
    {
        if (await SameAs(draft) is { } same)
            return Refusal.At("webhook.exists", "url", $"webhook '{same:D}' already exists with this url and these events");
        if (State.Webhooks.Length >= MaxWebhooks && !await Prune())
            return new Refusal("webhook.too_many", $"There are {MaxWebhooks} webhooks already, which is the most.");
        // First, so that no event is left out that happens once the webhook exists.
        await Save(State with { Webhooks = State.Webhooks.Add(id) });
        return await Webhook(id).Create(draft);
    }

    /// <inheritdoc/>
    public async Task<bool> Delete(Guid id)
    {
        var existed = await Webhook(id).Delete();
        if (State.Webhooks.Contains(id))
            await Save(State with { Webhooks = State.Webhooks.Remove(id) });
        return existed;
    }

    /// <inheritdoc/>
    public Task Watch(long nowMs) => State.LiveUntilMs >= nowMs + LiveViewMs - LiveViewSlackMs
        ? Task.CompletedTask
        : Save(State with { LiveUntilMs = nowMs + LiveViewMs });

    // Two alike would bring every event twice.
    private async Task<Guid?> SameAs(WebhookDraft draft)
    {
        var events = draft.Events.ToHashSet(StringComparer.Ordinal);
        foreach (var webhook in await Task.WhenAll(State.Webhooks.Select(id => Webhook(id).Get())))
        {
            if (webhook is not null && webhook.Url == draft.Url && events.SetEquals(webhook.Events))
                return webhook.Id;
        }

        return null;
    }

    // A crash between the two writes of a creation leaves an id without a webhook.
    private async Task<bool> Prune()
    {
        foreach (var id in State.Webhooks)
        {
            if (await Webhook(id).Get() is null)
                await Save(State with { Webhooks = State.Webhooks.Remove(id) });
        }

        return State.Webhooks.Length < MaxWebhooks;
    }

    private async Task Save(WebhookBookState next)
    {
        await store.AdoptAsync(next);
        audience.Changed(Client, next.Webhooks.Length > 0, next.LiveUntilMs);
    }

    private IWebhookGrain Webhook(Guid id) => GrainFactory.GetGrain<IWebhookGrain>(GrainKeys.Of(Client, id));
}
