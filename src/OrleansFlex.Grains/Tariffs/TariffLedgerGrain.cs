using System.Collections.Immutable;
using OrleansFlex.Contracts.Tariffs;
using OrleansFlex.Domain.Tariffs;
using OrleansFlex.Grains.State;

namespace OrleansFlex.Grains.Tariffs;

/// <inheritdoc cref="ITariffLedgerGrain"/>
[GrainType("tariff-ledger"), CollectionAgeLimit(Minutes = 2)]
public sealed class TariffLedgerGrain(
    [PersistentState("tariff-ledger", Persistence.Store)] IPersistentState<TariffLedgerState> store) : Grain, ITariffLedgerGrain
{
    /// <inheritdoc/>
    public Task Write(ImmutableArray<PushRecord> records) => store.AdoptAsync(new TariffLedgerState { Records = records });

    /// <inheritdoc/>
    public Task<ImmutableArray<PushRecord>> Read() => Task.FromResult(store.State.Records);

    /// <inheritdoc/>
    public async Task Drop()
    {
        if (store.RecordExists)
            await store.ClearStateAsync();
        DeactivateOnIdle();
    }
}

/// <summary>A stored page of remembered pushes.</summary>
public sealed record TariffLedgerState
{
    /// <summary>The pushes, in the order of time.</summary>
    public ImmutableArray<PushRecord> Records { get; init; } = [];
}
