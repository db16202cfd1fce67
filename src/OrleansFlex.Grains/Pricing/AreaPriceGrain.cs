using System.Collections.Immutable;
using OrleansFlex.Contracts.Pricing;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Grains.State;

namespace OrleansFlex.Grains.Pricing;

/// <inheritdoc cref="IAreaPriceGrain"/>
[GrainType("area-price")]
public sealed class AreaPriceGrain(
    [PersistentState("area-price", Persistence.Store)] IPersistentState<AreaPriceState> store) : Grain, IAreaPriceGrain
{
    private AreaSignal? _signal;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (store.State.Revision > 0)
            _signal = store.State.ToSignal();
        return base.OnActivateAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<long> Push(PricePush push)
    {
        var timeline = (_signal?.Timeline ?? PriceSignalTimeline.Empty)
            .Push(push.Values.Select(value => new PriceStep(value.AtMs, value.Price)).ToImmutableArray(), push.ToMs);
        var next = AreaPriceState.Of(store.State.Revision + 1, timeline);
        await store.AdoptAsync(next);
        _signal = new AreaSignal(next.Revision, timeline);
        return next.Revision;
    }

    /// <inheritdoc/>
    public Task<AreaSignal?> GetSignal() => Task.FromResult(_signal);

    /// <inheritdoc/>
    public async Task Drop()
    {
        if (store.State.Revision == 0)
            return;
        // The revision goes on rising, so that nobody takes a curve of before for the next one.
        await store.AdoptAsync(new AreaPriceState { Revision = store.State.Revision + 1 });
        _signal = null;
    }
}
