using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansFlex.EmbeddedEngine;

internal enum GridPhase
{
    Running,
    Draining,
    Stopped,
}

/// <summary>What all activations of one grid share.</summary>
internal sealed class GridRuntime : IDisposable
{
    private readonly FrozenDictionary<Type, Func<ProxyTarget, object>> _interfaces;
    private readonly FrozenDictionary<string, GrainClass> _classes;
    private readonly ConcurrentDictionary<(Type, string?), (GrainClass, Func<ProxyTarget, object>)> _resolved = new();
    private readonly Random? _shuffle;

    public GridRuntime(IServiceProvider services, IOptions<EmbeddedGridOptions> options, ILoggerFactory loggers, TimeProvider clock)
    {
        Services = services;
        Options = options.Value;
        Clock = clock;
        Logger = loggers.CreateLogger("OrleansFlex.EmbeddedEngine");
        Metrics = new EngineMetrics(Quiet);
        Factory = new GrainFactory(this);
        Codec = Options.RoundTripMessages is { } json ? new MessageCodec(json) : null;
        Pipeline = CallPipeline.Create(services);
        _shuffle = Options.ShuffleSeed is { } seed ? new Random(seed) : null;
        var parts = GridParts.Discover(Options.Assemblies.Count > 0 ? Options.Assemblies : AppDomain.CurrentDomain.GetAssemblies());
        _interfaces = parts.Interfaces.ToFrozenDictionary();
        _classes = parts.Classes.Select(info => new GrainClass(this, info)).ToFrozenDictionary(c => c.Name);
        Streams = new StreamRouter(this);
        Timers = new GrainTimerQueue(clock);
    }

    internal IServiceProvider Services { get; }

    internal EmbeddedGridOptions Options { get; }

    internal TimeProvider Clock { get; }

    internal ILogger Logger { get; }

    internal QuietTracker Quiet { get; } = new();

    internal EngineMetrics Metrics { get; }

    internal GrainFactory Factory { get; }

    internal MessageCodec? Codec { get; }

    internal CallPipeline? Pipeline { get; }

    internal StreamRouter Streams { get; }

    internal GrainTimerQueue Timers { get; }

    internal GridPhase Phase { get; set; }

    // Rises with every look for idle activations.
    internal int CollectionEpoch { get; set; }

    internal IEnumerable<GrainClass> Classes => _classes.Values;

    internal long NowMs => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    internal int EpochsOf(TimeSpan? age) =>
        age is { } limit ? (int)Math.Clamp(Math.Ceiling(limit / Options.CollectionQuantum), 1, int.MaxValue / 2) : int.MaxValue;

    internal GrainClass ClassNamed(string grainType) =>
        _classes.GetValueOrDefault(grainType) ?? throw new ArgumentException($"There is no grain class of type '{grainType}'.");

    internal GrainClass? FindClass(string grainType) => _classes.GetValueOrDefault(grainType);

    internal object CreateProxy(Type interfaceType, GrainClass grainClass, string key) => Maker(interfaceType)(new ProxyTarget(grainClass, key));

    internal (GrainClass Class, Func<ProxyTarget, object> Create) Resolve(Type interfaceType, string? classPrefix) =>
        _resolved.TryGetValue((interfaceType, classPrefix), out var known)
            ? known
            : _resolved.GetOrAdd((interfaceType, classPrefix), (ImplementationOf(interfaceType, classPrefix), Maker(interfaceType)));

    internal IGrainStorage FindStorage(string? name)
    {
        var key = name ?? "Default";
        return Services.GetKeyedService<IGrainStorage>(key)
            ?? throw new InvalidOperationException($"No IGrainStorage is registered under the key '{key}'.");
    }

    // Stamps a request with its origin and deadline; while the grid stops, only grains may still call.
    internal bool Admit(GrainRequest request)
    {
        var source = RuntimeContext.Current;
        if (Phase != GridPhase.Running && (source is null || Phase == GridPhase.Stopped))
        {
            request.Fail(new SiloUnavailableException("The grid is stopping: it takes no more calls."));
            return false;
        }
        request.Source = source;
        var timeout = request.Method.TimeoutMs;
        if (timeout >= 0 && !request.IsOneWay)
            request.DeadlineMs = Environment.TickCount64 + (timeout > 0 ? timeout : (long)Options.ResponseTimeout.TotalMilliseconds);
        if (EngineMetrics.Traces.HasListeners() && System.Diagnostics.Activity.Current is { } activity)
            request.Trace = activity.Context;
        return true;
    }

    internal void Shuffle(ref GrainRequest? first, ref GrainRequest? last)
    {
        if (_shuffle is null || first?.Next is null)
            return;
        var requests = new List<GrainRequest>();
        for (var request = first; request is not null; request = (GrainRequest?)request.Next)
            requests.Add(request);
        var order = requests.ToArray();
        lock (_shuffle)
            _shuffle.Shuffle(order);
        for (var i = 0; i < order.Length; i++)
            order[i].Next = i + 1 < order.Length ? order[i + 1] : null;
        first = order[0];
        last = order[^1];
    }

    public void Dispose()
    {
        Timers.Dispose();
        Metrics.Dispose();
    }

    private Func<ProxyTarget, object> Maker(Type interfaceType) => _interfaces.GetValueOrDefault(interfaceType)
        ?? throw new ArgumentException($"{interfaceType} is not a grain interface known to the grid: does its project use the generator?");

    private GrainClass ImplementationOf(Type interfaceType, string? classPrefix)
    {
        var found = _classes.Values
            .Where(c => c.Info.Interfaces.Contains(interfaceType)
                && (classPrefix is null || c.Info.Type.FullName!.StartsWith(classPrefix, StringComparison.Ordinal)))
            .ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new ArgumentException($"Could not find an implementation for interface {interfaceType}"),
            _ => throw new ArgumentException($"Ambiguous: {interfaceType} is implemented by {string.Join(", ", found.Select(c => c.Info.Type.Name))}"),
        };
    }
}
