using Orleans.Runtime;

namespace OrleansFlex.EmbeddedEngine;

/// <summary>Where a grain's constructor arguments come from. Services are resolved from the host's root: grains use singletons and transients.</summary>
public readonly struct GrainConstruction
{
    private readonly Activation _activation;

    internal GrainConstruction(Activation activation) => _activation = activation;

    /// <summary>The services of the host.</summary>
    public IServiceProvider Services => _activation.Runtime.Services;

    /// <summary>The activation that is being created.</summary>
    public IGrainContext Context => _activation;

    /// <summary>A persistent record, read before the grain is activated.</summary>
    public IPersistentState<T> State<T>(string name, string? storage)
        where T : new()
    {
        var state = new PersistentState<T>(_activation, _activation.Class.StateSlot(name, storage));
        (_activation.PendingStates ??= []).Add(state);
        return state;
    }
}
