using Orleans.Storage;

namespace OrleansFlex.Grains.Tests.Hosting;

/// <summary>
/// A storage whose next write or clear of a state can be made to fail, before anything is stored, or to be the last thing that a process
/// did: from then on nothing that is asked of this storage ever returns. Writes can be awaited and held back.
/// </summary>
internal sealed class FailingStorage(IGrainStorage inner) : IGrainStorage
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, TaskCompletionSource> _awaited = [];
    private string? _failing;
    private (string Name, TaskCompletionSource Arrived, Task Release)? _held;
    private Last? _last;
    private bool _isDead;

    /// <summary>Makes the next write or clear of states of this name fail, once.</summary>
    public void FailNext(string stateName)
    {
        lock (_lock)
            _failing = stateName;
    }

    /// <summary>Makes no write fail that was to.</summary>
    public void FailNone()
    {
        lock (_lock)
            _failing = null;
    }

    /// <summary>Ends the process, as far as this storage can tell, at the next write of a state.</summary>
    /// <param name="stateName">The state's name.</param>
    /// <param name="isStored">Whether that write still happens; its grain does not learn of it.</param>
    /// <param name="when">What the state must contain for the write to be the one.</param>
    /// <returns>Completes when it has happened.</returns>
    public Task DieAtWriteOf<TState>(string stateName, bool isStored, Func<TState, bool>? when = null)
    {
        var last = new Last(stateName, isStored, state => when is null || (state is TState typed && when(typed)));
        lock (_lock)
            _last = last;
        return last.Happened.Task;
    }

    /// <summary>Ends the process now, as far as this storage can tell.</summary>
    public void Die()
    {
        lock (_lock)
            _isDead = true;
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

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await AliveAsync();
        await inner.ReadStateAsync(stateName, grainId, grainState);
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await HoldIfAsked(stateName);
        await ChangeAsync(stateName, grainState.State, () => inner.WriteStateAsync(stateName, grainId, grainState));
        lock (_lock)
        {
            if (_awaited.Remove(stateName, out var written))
                written.SetResult();
        }
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ChangeAsync(stateName, null, () => inner.ClearStateAsync(stateName, grainId, grainState));

    private async Task ChangeAsync(string stateName, object? state, Func<Task> change)
    {
        await AliveAsync();
        Last? last = null;
        lock (_lock)
        {
            if (_failing == stateName)
            {
                _failing = null;
                throw new IOException("The disk is full.");
            }

            if (_last is { } armed && armed.StateName == stateName && armed.Matches(state))
            {
                (last, _last) = (armed, null);
                _isDead = true;
            }
        }

        if (last?.IsStored != false)
            await change();
        if (last is null)
            return;
        last.Happened.SetResult();
        await AliveAsync();
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

    private Task AliveAsync()
    {
        lock (_lock)
            return _isDead ? new TaskCompletionSource().Task : Task.CompletedTask;
    }

    private sealed record Last(string StateName, bool IsStored, Func<object?, bool> Matches)
    {
        public TaskCompletionSource Happened { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
