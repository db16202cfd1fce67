using OrleansFlex.Contracts.Pricing;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Grains.State;

namespace OrleansFlex.Grains.Pricing;

/// <inheritdoc cref="IAreaPriceGrain"/>
[GrainType("area-price")]
public sealed class AreaPriceGrain(
    [PersistentState("area-price", Persistence.Store)] IPersistentState<AreaPriceState> store,
    TimeProvider clock) : Grain, IAreaPriceGrain
{
    private AreaSignal? _signal;
    private AreaSignal? _before;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _signal = store.State.ToSignal();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<long> Push(PriceSignalPush push)
    {
        var nowMs = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var timeline = (_signal?.Timeline ?? PriceSignalTimeline.Empty)
            .Push(push)
            .Compact(nowMs - PriceSignalTimeline.RetentionMs, nowMs);
        var next = AreaPriceState.Of(store.State.Revision + 1, timeline);
        await store.AdoptAsync(next);
        (_before, _signal) = (_signal, new AreaSignal(next.Revision, timeline));
        return next.Revision;
    }

    /// <inheritdoc/>
    public async Task<long> Undo(long revision)
    {
        if (store.State.Revision != revision)
            return store.State.Revision;
        var next = AreaPriceState.Of(revision + 1, _before?.Timeline ?? PriceSignalTimeline.Empty);
        await store.AdoptAsync(next);
        (_signal, _before) = (next.ToSignal(), null);
        return next.Revision;
    }

    /// <inheritdoc/>
    public Task<AreaSignal?> GetSignal() => Task.FromResult(_signal);

    /// <inheritdoc/>
    public async Task Drop()
    {
        if (_signal is null)
            return;
        // The revision goes on rising, so that nobody takes a curve of before for the next one.
        await store.AdoptAsync(new AreaPriceState { Revision = store.State.Revision + 1 });
        _signal = null;
    }
}
