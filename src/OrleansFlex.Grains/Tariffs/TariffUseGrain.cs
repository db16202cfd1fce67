using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Tariffs;
using OrleansFlex.Grains.State;

namespace OrleansFlex.Grains.Tariffs;

/// <inheritdoc cref="ITariffUseGrain"/>
[GrainType("tariff-use"), CollectionAgeLimit(Minutes = 1)]
public sealed class TariffUseGrain(
    [PersistentState("tariff-use", Persistence.Store)] IPersistentState<TariffUseState> store,
    TimeProvider clock) : Grain, ITariffUseGrain
{
    /// <inheritdoc/>
    public Task Put() => store.RecordExists
        ? Task.CompletedTask
        : store.AdoptAsync(new TariffUseState { CreatedAtMs = clock.GetUtcNow().ToUnixTimeMilliseconds() });

    /// <inheritdoc/>
    public async Task Drop()
    {
        if (store.RecordExists)
            await store.ClearStateAsync();
        DeactivateOnIdle();
    }
}

/// <summary>What is stored of a use: its row in the catalog says it all.</summary>
public sealed record TariffUseState : ICatalogued
{
    /// <summary>When a formula began to use the tariff.</summary>
    public long CreatedAtMs { get; init; }

    /// <inheritdoc/>
    public CatalogEntry ToEntry(string grainKey)
    {
        var (tariff, location) = (GrainKeys.Part(grainKey, 1), GrainKeys.Part(grainKey, 2));
        return new(GrainKeys.Client(grainKey), CatalogKinds.TariffUse, $"{location}/{tariff}", CreatedAtMs) { LocationId = location, Type = tariff };
    }
}
