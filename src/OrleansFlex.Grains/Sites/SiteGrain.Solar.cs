using System.Collections.Immutable;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Solar;
using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Domain.Solar;
using OrleansFlex.Grains.State;

namespace OrleansFlex.Grains.Sites;

public sealed partial class SiteGrain
{
    /// <inheritdoc/>
    public Task<ImmutableArray<Guid>> GetPolicies() => Task.FromResult(State.Policies);

    /// <inheritdoc/>
    public Task<SolarSite?> GetSolarSite() => Task.FromResult(Exists ? State.ToSolarSite() : null);

    /// <inheritdoc/>
    public async Task<Outcome<Done>> PutArray(ConfiguredArray array)
    {
        if (!Exists)
            return new Refusal("solar_configuration.unknown_location", "There is no such location.");
        var decision = SolarArraysAtSite.Put(State.Arrays, array);
        if (decision.Rejection is { } rejection)
            return Refusal.Of(rejection);
        await store.AdoptAsync(State with { Version = State.Version + 1, Arrays = decision.Value });
        await PublishHousehold();
        await TellPolicies();
        return Done.Instance;
    }

    /// <inheritdoc/>
    public async Task RemoveArray(Guid id)
    {
        if (!Exists || !State.Arrays.Any(known => known.Id == id))
            return;
        await store.AdoptAsync(State with { Version = State.Version + 1, Arrays = State.Arrays.RemoveAll(known => known.Id == id) });
        await PublishHousehold();
        await TellPolicies();
    }

    /// <summary>Plans count on the sun, so what concerns it is told to the policies.</summary>
    private async Task TellPolicies()
    {
        var settings = State.ToSettings(Id);
        foreach (var policy in State.Policies)
            await GrainFactory.GetGrain<IVehiclePolicyGrain>(GrainKeys.Of(Client, policy)).SiteChanged(settings);
    }

    /// <summary>An inverter that comes or goes changes what is known of the production of the arrays.</summary>
    private Task TellOfInverter(HouseholdTypes type) =>
        type == HouseholdTypes.Solar && !State.Arrays.IsEmpty ? TellPolicies() : Task.CompletedTask;

    /// <summary>The configurations go with their location.</summary>
    private async Task DropArrays()
    {
        foreach (var array in State.Arrays)
            await GrainFactory.GetGrain<ISolarConfigurationGrain>(GrainKeys.Of(Client, array.Id)).LocationDeleted();
    }
}
