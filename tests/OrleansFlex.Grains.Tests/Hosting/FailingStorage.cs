using Orleans.Storage;

namespace OrleansFlex.Grains.Tests.Hosting;

/// <summary>A storage whose next write or clear of a state can be made to fail before anything is stored, and whose writes can be awaited and held back.</summary>
internal sealed class FailingStorage(IGrainStorage inner) : IGrainStorage
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, TaskCompletionSource> _awaited = [];
    private string? _failing;
    private (string Name, TaskCompletionSource Arrived, Task Release)? _held;

    /// <summary>Makes the next write or clear of states of this name fail, once.</summary>
    public void FailNext(string stateName)
    {
        lock (_lock)
            _failing = stateName;
    }

    /// <summary>Completes when a state of this name has been written again.</summary>
    public Task NextWriteAsync(string stateName)
    {
        lock (_lock)
        {
            if (!_awaited.TryGetValue(stateName, out var written))
                _awaited[stateName] = written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return written.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Holds the next write of a state of this name back until the task ends; answers when it has arrived.</summary>
    public Task HoldNext(string stateName, Task release)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
            _held = (stateName, arrived, release);
        return arrived.Task;
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ReadStateAsync(stateName, grainId, grainState);

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        FailIfAsked(stateName);
        await HoldIfAsked(stateName);
        await inner.WriteStateAsync(stateName, grainId, grainState);
        lock (_lock)
        {
            if (_awaited.Remove(stateName, out var written))
                written.SetResult();
        }
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        FailIfAsked(stateName);
        return inner.ClearStateAsync(stateName, grainId, grainState);
    }

    private Task HoldIfAsked(string stateName)
    {
        lock (_lock)
        {
            if (_held is not { } held || held.Name != stateName)
                return Task.CompletedTask;
            _held = null;
            held.Arrived.SetResult();
            return held.Release;
        }
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
