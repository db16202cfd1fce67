using Orleans;
using Orleans.Runtime;

namespace OrleansFlex.EmbeddedEngine;

/// <summary>A grain's record: state, version and the way to storage in one object.</summary>
internal sealed class PersistentState<T>(Activation activation, StateSlot slot) : IPersistentState<T>, IGrainState<T>, IStateBridge
    where T : new()
{
    private T? _state;

    public T State
    {
        get => _state ??= new T();
        set => _state = value;
    }

    public string? Etag { get; private set; }

    public bool RecordExists { get; private set; }

    T? IGrainState<T>.State
    {
        get => State;
        set => _state = value;
    }

    string? IGrainState<T>.ETag
    {
        get => Etag;
        set => Etag = value;
    }

    bool IGrainState<T>.RecordExists
    {
        get => RecordExists;
        set => RecordExists = value;
    }

    public Task ReadStateAsync() => slot.Storage.ReadStateAsync(slot.Name, activation.GrainId, this);

    public Task WriteStateAsync() => slot.Storage.WriteStateAsync(slot.Name, activation.GrainId, this);

    public Task ClearStateAsync() => slot.Storage.ClearStateAsync(slot.Name, activation.GrainId, this);

    public Task ReadStateAsync(CancellationToken cancellationToken) =>
        slot.Storage.ReadStateAsync(slot.Name, activation.GrainId, this, cancellationToken);

    public Task WriteStateAsync(CancellationToken cancellationToken) =>
        slot.Storage.WriteStateAsync(slot.Name, activation.GrainId, this, cancellationToken);

    public Task ClearStateAsync(CancellationToken cancellationToken) =>
        slot.Storage.ClearStateAsync(slot.Name, activation.GrainId, this, cancellationToken);
}
