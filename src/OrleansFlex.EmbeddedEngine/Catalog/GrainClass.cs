using System.Collections.Concurrent;
using System.Reflection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace OrleansFlex.EmbeddedEngine;

/// <summary>A grain class in one running grid, and the directory of its activations.</summary>
internal sealed class GrainClass
{
    private readonly TargetTable _targets;
    private readonly ConcurrentDictionary<string, StateSlot> _slots = new();
    private readonly Func<GrainConstruction, object> _create;

    internal GrainClass(GridRuntime runtime, GrainClassInfo info)
    {
        Runtime = runtime;
        Info = info;
        Name = info.GrainType;
        Type = GrainType.Create(info.GrainType);
        _create = info.Create;
        IsReentrant = info.Type.IsDefined(typeof(ReentrantAttribute), true);
        HasFilters = runtime.Pipeline is { HasIncoming: true } || typeof(IIncomingGrainCallFilter).IsAssignableFrom(info.Type);
        StreamNamespaces = [.. info.Type.GetCustomAttributes<ImplicitStreamSubscriptionAttribute>(true).Select(a => a.Namespace)];
        var worker = info.Type.GetCustomAttribute<StatelessWorkerAttribute>(true);
        var workers = worker is null ? 0 : worker.MaxLocalWorkers > 0 ? worker.MaxLocalWorkers : Environment.ProcessorCount;
        _targets = new TargetTable(workers > 0 ? key => new WorkerPool(this, key, workers) : key => new Activation(this, key));
        IdleEpochs = runtime.EpochsOf(AgeLimit(info.Type, runtime.Options));
    }

    internal GridRuntime Runtime { get; }

    internal GrainClassInfo Info { get; }

    internal string Name { get; }

    internal GrainType Type { get; }

    internal bool IsReentrant { get; }

    internal bool HasFilters { get; }

    internal string[] StreamNamespaces { get; }

    internal bool IsStreamConsumer => StreamNamespaces.Length > 0;

    internal int IdleEpochs { get; }

    internal IEnumerable<Activation> Activations
    {
        get
        {
            foreach (var target in _targets.All())
            {
                if (target is Activation activation)
                    yield return activation;
                else if (target is WorkerPool pool)
                    foreach (var worker in pool.Workers)
                        yield return worker;
            }
        }
    }

    // Goes by all activations every other second, so it neither copies nor makes anything for those that are idle.
    internal void EnforceDeadlines() => _targets.Visit(static target =>
    {
        if (target is Activation activation)
            Enforce(activation);
        else if (target is WorkerPool pool)
            foreach (var worker in pool.Workers)
                Enforce(worker);
    });

    private static void Enforce(Activation activation)
    {
        if (!activation.IsIdle)
            activation.Enqueue(new ActionItem(static self => self.EnforceDeadlines()));
    }

    internal IDispatchTarget Find(string key) => _targets.Find(key);

    internal void Dispatch(string key, GrainRequest request) => Find(key).Dispatch(request);

    internal object CreateInstance(Activation activation) => _create(new GrainConstruction(activation));

    internal void Remove(string key, Activation activation)
    {
        if (_targets.Known(key) is WorkerPool pool)
            pool.Remove(activation);
        else
            _targets.Remove(activation);
    }

    internal StateSlot StateSlot(string name, string? storage) =>
        _slots.TryGetValue(name, out var slot) ? slot : _slots.GetOrAdd(name, new StateSlot(name, Runtime.FindStorage(storage)));

    private static TimeSpan? AgeLimit(Type type, EmbeddedGridOptions options)
    {
        if (type.IsDefined(typeof(KeepAliveAttribute), true))
            return null;
        return type.GetCustomAttribute<CollectionAgeLimitAttribute>(true) is { } limit
            ? limit.AlwaysActive ? null : limit.AgeLimit
            : options.CollectionAge;
    }
}
