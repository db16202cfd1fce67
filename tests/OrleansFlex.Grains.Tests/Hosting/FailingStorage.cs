using Orleans.Storage;

namespace OrleansFlex.Grains.Tests.Hosting;

/// <summary>
/// A storage whose next write or clear of a state can be made to fail, before anything is stored, or to be the last thing that a process
/// did: from then on nothing that is asked of this storage ever returns.
/// </summary>
internal sealed class FailingStorage(IGrainStorage inner) : IGrainStorage
{
    private readonly Lock _lock = new();
    private string? _failing;
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

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await AliveAsync();
        await inner.ReadStateAsync(stateName, grainId, grainState);
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ChangeAsync(stateName, grainState.State, () => inner.WriteStateAsync(stateName, grainId, grainState));

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
