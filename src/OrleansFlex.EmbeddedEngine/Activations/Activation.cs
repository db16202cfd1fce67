using Orleans;
using Orleans.Runtime;

namespace OrleansFlex.EmbeddedEngine;

internal enum ActivationState : byte
{
    Created,
    Activating,
    Active,
    Deactivating,
    Ending,
    Dead,
}

/// <summary>
/// One live grain: its context, its task scheduler and its entry in the thread pool's queue are this one object, because there
/// are hundreds of thousands of them. What only few need is in <see cref="ActivationExtras"/>.
/// </summary>
internal sealed partial class Activation : TaskScheduler, IGrainContext, IThreadPoolWorkItem, IDispatchTarget
{
    private readonly GrainClass _class;
    private readonly string _key;
    private object? _instance;
    private ActivationExtras? _extras;
    private ActivationState _state;

    internal Activation(GrainClass grainClass, string key)
    {
        _class = grainClass;
        _key = key;
        _lastUsed = grainClass.Runtime.CollectionEpoch;
    }

    internal GridRuntime Runtime => _class.Runtime;

    internal GrainClass Class => _class;

    public string Key => _key;

    internal ActivationState State => _state;

    /// <inheritdoc />
    public bool IsDead => _state == ActivationState.Dead;

    /// <inheritdoc />
    public GrainReference GrainReference => new(_class, _key);

    /// <inheritdoc />
    public GrainId GrainId => new(_class.Type, IdSpan.Create(_key));

    /// <inheritdoc />
    public object? GrainInstance => _instance;

    /// <inheritdoc />
    public IServiceProvider ActivationServices => Runtime.Services;

    internal ActivationExtras Extras => _extras ?? Interlocked.CompareExchange(ref _extras, new ActivationExtras(), null) ?? _extras!;

    /// <inheritdoc />
    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    /// <inheritdoc />
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc />
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    /// <inheritdoc />
    public override string ToString() => $"{GrainId} ({_state})";
}
