using OrleansFlex.Contracts.Pricing;
using OrleansFlex.Grains.State;

namespace OrleansFlex.Grains.Pricing;

/// <inheritdoc cref="IAreaPriceHistoryGrain"/>
[GrainType("area-price-history"), CollectionAgeLimit(Minutes = 1)]
public sealed class AreaPriceHistoryGrain(
    [PersistentState("area-price-history", Persistence.Store)] IPersistentState<AreaPriceHistoryState> store) : Grain, IAreaPriceHistoryGrain
{
    /// <inheritdoc/>
    public Task Put(PricePoints points) => store.AdoptAsync(new AreaPriceHistoryState { At = [.. points.At], Price = [.. points.Prices] });

    /// <inheritdoc/>
    public Task<PricePoints> Get() => Task.FromResult(new PricePoints([.. store.State.At], [.. store.State.Price]));

    /// <inheritdoc/>
    public async Task Drop()
    {
        await store.ClearStateAsync();
        DeactivateOnIdle();
    }
}

/// <summary>What is stored of a segment: its change points, in parallel.</summary>
public sealed record AreaPriceHistoryState
{
    /// <summary>Unix milliseconds, rising.</summary>
    public long[] At { get; init; } = [];

    /// <summary>The price from each point on; null opens a gap.</summary>
    public decimal?[] Price { get; init; } = [];
}
