using System.Collections.Immutable;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Commands;
using OrleansFlex.Contracts.Sites;
using OrleansFlex.Grains.State;

namespace OrleansFlex.Grains.Sites;

/// <inheritdoc cref="IUserGrain"/>
[GrainType("user"), CollectionAgeLimit("00:00:20")]
public sealed class UserGrain(
    [PersistentState("user", Persistence.Store)] IPersistentState<UserState> store,
    IGridCatalog catalog,
    TimeProvider clock) : Grain, IUserGrain
{
    private const int AtATime = 64;

    private Task? _writing;

    private UserState State => store.State;

    private string Client => GrainKeys.Client(this.GetPrimaryKeyString());

    /// <inheritdoc/>
    public Task<User?> Get() => Task.FromResult(State.CreatedAtMs == 0
        ? null
        : new User { Id = GrainKeys.Part(this.GetPrimaryKeyString(), 1), CreatedAtMs = State.CreatedAtMs, Devices = State.Devices });

    /// <inheritdoc/>
    public Task<ImmutableArray<Place>> GetPlaces() => Task.FromResult(State.Places);

    /// <inheritdoc/>
    public Task Join() => Save(state => state.CreatedAtMs == 0 ? state with { Places = state.Places } : state);

    /// <inheritdoc/>
    public Task PutPlace(Place place) =>
        Save(state => state with { Places = state.Places.RemoveAll(known => known.LocationId == place.LocationId).Add(place) });

    /// <inheritdoc/>
    public Task RemovePlace(Guid locationId) =>
        Remove(state => state with { Places = state.Places.RemoveAll(known => known.LocationId == locationId) });

    /// <inheritdoc/>
    public Task AddDevice(LinkedDevice device) =>
        Save(state => state with { Devices = state.Devices.RemoveAll(known => known.Id == device.Id).Add(device) });

    /// <inheritdoc/>
    public Task RemoveDevice(Guid deviceId) =>
        Remove(state => state with { Devices = state.Devices.RemoveAll(known => known.Id == deviceId) });

    /// <inheritdoc/>
    public Task AddPolicy(Guid policyId) => Save(state => state with { Policies = state.Policies.Remove(policyId).Add(policyId) });

    /// <inheritdoc/>
    public Task RemovePolicy(Guid policyId) => Remove(state => state with { Policies = state.Policies.Remove(policyId) });

    /// <inheritdoc/>
    public async Task<bool> Delete()
    {
        if (State.CreatedAtMs == 0)
            return false;

        // Each of these tells the user that it is gone, while the user waits for it.
        using (RequestContext.AllowCallChainReentrancy())
        {
            foreach (var policy in State.Policies)
                await GrainFactory.GetGrain<IVehiclePolicyGrain>(GrainKeys.Of(Client, policy)).Delete();
            foreach (var device in State.Devices)
                await GrainFactory.GetGrain<IAssetGrain>(GrainKeys.Of(Client, device.Id)).Unlink();
            foreach (var place in State.Places)
                await GrainFactory.GetGrain<ISiteGrain>(GrainKeys.Of(Client, place.LocationId)).Delete();
        }

        // After the devices, whose pending actions end with them.
        var actions = new List<string>();
        await foreach (var action in catalog.StreamOf(Client, CatalogKinds.Action, GrainKeys.Part(this.GetPrimaryKeyString(), 1), CancellationToken.None))
            actions.Add(action.Id);
        foreach (var some in actions.Chunk(AtATime))
            await Task.WhenAll(some.Select(id => GrainFactory.GetGrain<IActionGrain>(GrainKeys.Of(Client, id)).Forget()));
        await Written();
        await Write(store.ClearStateAsync());
        DeactivateOnIdle();
        return true;
    }

    // What is deleted on its own tells the user so while the user may be waiting for it in a deletion of all, so removals
    // interleave; writes therefore take turns.
    private Task Remove(Func<UserState, UserState> change) => Save(state => state.CreatedAtMs == 0 ? state : change(state));

    private async Task Save(Func<UserState, UserState> change)
    {
        await Written();
        var next = change(State);
        if (ReferenceEquals(next, State))
            return;
        await Write(store.AdoptAsync(next.CreatedAtMs == 0 ? next with { CreatedAtMs = clock.GetUtcNow().ToUnixTimeMilliseconds() } : next));
    }

    private async Task Write(Task write)
    {
        _writing = write;
        try
        {
            await write;
        }
        finally
        {
            // One that has ended need not be kept, and with it all that it held.
            if (ReferenceEquals(_writing, write))
                _writing = null;
        }
    }

    private async Task Written()
    {
        while (_writing is { IsCompleted: false } write)
            await write.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }
}
