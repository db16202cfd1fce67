using OrleansFlex.Contracts.Tariffs;
using OrleansFlex.Domain.Tariffs;
using OrleansFlex.Grains.State;

namespace OrleansFlex.Grains.Tariffs;

/// <inheritdoc cref="ITariffMonthGrain"/>
[GrainType("tariff-month"), CollectionAgeLimit(Minutes = 2)]
public sealed class TariffMonthGrain(
    [PersistentState("tariff-month-a", Persistence.Store)] IPersistentState<TariffMonthState> first,
    [PersistentState("tariff-month-b", Persistence.Store)] IPersistentState<TariffMonthState> second) : Grain, ITariffMonthGrain
{
    // Made of the state on first use; the version tells whether it still fits.
    private (long Version, RateSteps? Steps) _known;

    /// <inheritdoc/>
    public Task Write(long version, long inForce, RateSteps steps)
    {
        var slot = first.State.Version == inForce && inForce != 0 ? second : first;
        _known = default;
        return slot.AdoptAsync(TariffMonthState.Of(version, steps));
    }

    /// <inheritdoc/>
    public Task<RateSteps?> Read(long version)
    {
        if (_known.Steps is null || _known.Version != version)
        {
            var state = first.State.Version == version ? first.State : second.State.Version == version ? second.State : null;
            if (state is null)
                return Task.FromResult<RateSteps?>(null);
            _known = (version, state.ToSteps());
        }

        return Task.FromResult<RateSteps?>(_known.Steps);
    }

    /// <inheritdoc/>
    public async Task Drop()
    {
        _known = default;
        if (first.RecordExists)
            await first.ClearStateAsync();
        if (second.RecordExists)
            await second.ClearStateAsync();
        DeactivateOnIdle();
    }
}
