using OrleansFlex.Contracts.Commands;
using OrleansFlex.Grains.State;

namespace OrleansFlex.Grains.Commands;

/// <inheritdoc cref="IActionGrain"/>
[GrainType("action")]
public sealed class ActionGrain([PersistentState("action", Persistence.Store)] IPersistentState<ActionRecord> store) : Grain, IActionGrain
{
    /// <inheritdoc/>
    public Task Put(VendorAction action) => store.AdoptAsync(new ActionRecord { Action = action });

    /// <inheritdoc/>
    public Task<VendorAction?> Get() => Task.FromResult(store.State.Action);

    /// <inheritdoc/>
    public async Task Forget()
    {
        if (store.RecordExists)
            await store.ClearStateAsync();
        DeactivateOnIdle();
    }
}
