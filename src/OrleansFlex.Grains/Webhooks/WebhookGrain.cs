using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Webhooks;
using OrleansFlex.Domain.Webhooks;
using OrleansFlex.Grains.State;

namespace OrleansFlex.Grains.Webhooks;

/// <inheritdoc cref="IWebhookGrain"/>
[GrainType("webhook")]
public sealed partial class WebhookGrain(
    [PersistentState("webhook", Persistence.Store)] IPersistentState<WebhookState> store,
    [PersistentState("webhook-deliveries", Persistence.Store)] IPersistentState<DeliveryHistoryState> historyStore,
    WebhookServices services,
    ILogger<WebhookGrain> logger) : Grain, IWebhookGrain, IDisposable
{
    // Deliveries run beside calls, so writes take turns.
    private readonly SemaphoreSlim _turn = new(1);
    private readonly DeliveryHistory _history = new();

    private WebhookState State => store.State;

    private bool Exists => State.CreatedAtMs != 0;

    private string Client => GrainKeys.Client(this.GetPrimaryKeyString());

    private Guid Id => GrainKeys.Id(this.GetPrimaryKeyString());

    private long RealMs => services.Real.GetUtcNow().ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _history.Load(historyStore.State);
        Run();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await StopAsync();
        if (_history.DueMs is not null)
            await SaveHistory();
    }

    /// <inheritdoc/>
    public async Task<Webhook> Create(WebhookDraft draft)
    {
        if (!Exists)
        {
            var progress = DeliveryProgress.StartingAfter(await services.Log.LatestAsync(Client, CancellationToken.None), RealMs);
            await store.AdoptAsync(WebhookState.Of(draft, progress, services.Clock.GetUtcNow().ToUnixTimeMilliseconds()));
            Run();
        }

        return State.ToWebhook(Id);
    }

    /// <inheritdoc/>
    public Task<Webhook?> Get() => Task.FromResult(Exists ? State.ToWebhook(Id) : null);

    /// <inheritdoc/>
    public async Task<Webhook?> Update(WebhookChange change)
    {
        await Revive(state => state.With(change, RealMs));
        return Exists ? State.ToWebhook(Id) : null;
    }

    /// <inheritdoc/>
    public async Task<bool> Delete()
    {
        if (!Exists)
            return false;
        await StopAsync();
        await _turn.WaitAsync();
        try
        {
            await historyStore.ClearStateAsync();
            _history.Written();
            await store.ClearStateAsync();
        }
        finally
        {
            _turn.Release();
            // Where it could not be deleted, it goes on.
            Run();
        }

        DeactivateOnIdle();
        return true;
    }

    /// <inheritdoc/>
    public Task<WebhookTarget?> GetTarget() => Task.FromResult(Exists ? State.ToTarget(Client, RealMs) : null);

    /// <inheritdoc/>
    public Task Tested() => Revive(state => state);

    /// <inheritdoc/>
    public Task<ImmutableArray<WebhookDelivery>?> GetDeliveries() =>
        Task.FromResult<ImmutableArray<WebhookDelivery>?>(Exists ? _history.Newest : null);

    /// <inheritdoc/>
    public Task Wake()
    {
        // What runs already is not disturbed.
        if (_running.IsCompleted)
            Run();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _turn.Dispose();
        _stop?.Dispose();
    }

    private async Task Revive(Func<WebhookState, WebhookState> change)
    {
        if (!Exists)
            return;
        // What happened while it was given up is not delivered.
        var latest = State.IsActive ? 0 : await services.Log.LatestAsync(Client, CancellationToken.None);
        await Save(state => change(state) with { IsActive = true, Progress = state.Progress.Dropped(latest, RealMs) });
        Run();
    }

    private async Task Save(Func<WebhookState, WebhookState> change)
    {
        await _turn.WaitAsync();
        try
        {
            if (Exists)
                await store.AdoptAsync(change(State));
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task SaveHistory()
    {
        await _turn.WaitAsync();
        try
        {
            if (!Exists)
                return;
            await historyStore.AdoptAsync(_history.ToState());
            _history.Written();
        }
        finally
        {
            _turn.Release();
        }
    }
}
