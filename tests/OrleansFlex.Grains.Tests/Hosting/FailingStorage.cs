using Orleans.Storage;

namespace OrleansFlex.Grains.Tests.Hosting;

/// <summary>A storage whose next write or clear of a state can be made to fail, before anything is stored.</summary>
internal sealed class FailingStorage(IGrainStorage inner) : IGrainStorage
{
    private readonly Lock _lock = new();
    private string? _failing;

    /// <summary>Makes the next write or clear of states of this name fail, once.</summary>
    public void FailNext(string stateName)
    {
        lock (_lock)
            _failing = stateName;
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ReadStateAsync(stateName, grainId, grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        FailIfAsked(stateName);
        return inner.WriteStateAsync(stateName, grainId, grainState);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        FailIfAsked(stateName);
        return inner.ClearStateAsync(stateName, grainId, grainState);
    }

    private void FailIfAsked(string stateName)
    {
        lock (_lock)
        {
            if (_failing != stateName)
                return;
            _failing = null;
        }

        throw new IOException("The disk is full.");
    }
}
