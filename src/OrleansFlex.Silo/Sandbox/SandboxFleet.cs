using OrleansFlex.Domain.Schedules;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Domain.Sandbox;
using OrleansFlex.Silo.Clock;

namespace OrleansFlex.Silo.Sandbox;

/// <summary>
/// The simulated households of all tenants, driven by the domain clock: their own events as they fall due, reports every
/// quarter of an hour, and what they are commanded to do.
/// </summary>
internal sealed partial class SandboxFleet(IGrainFactory grains, DomainClock clock, SandboxStore store, ILogger<SandboxFleet> logger)
    : IHostedService, IQuiescence, IAdvanceListener, IAsyncDisposable
{
    private const long QuarterMs = 900_000;
    private const int Concurrency = 64;

    private readonly Dictionary<Guid, (SandboxHome Home, int Device)> _devices = [];
    private readonly List<SandboxHome> _homes = [];
    private readonly PriorityQueue<SandboxHome, long> _due = new();
    private readonly Lock _gate = new();
    private ITimer? _timer;
    private Task _work = Task.CompletedTask;
    private long _quarterMs;
    private long _armedMs = long.MaxValue;

    private long NowMs => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The households of a tenant.</summary>
    public IReadOnlyList<SandboxHome> Of(string client)
    {
        lock (_gate)
            return [.. _homes.Where(home => home.Batch.Client == client)];
    }

    /// <summary>How many households there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _homes.Count;
        }
    }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = clock.CreateTimer(_ => Turn(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        foreach (var batch in await store.LoadAsync(cancellationToken))
        {
            var homes = Build(batch);
            // What happened while the silo was down is simulated; devices report where they stand now.
            Parallel.ForEach(homes, home => home.Household.AdvanceTo(NowMs));
            Add(homes);
        }

        if (Count > 0)
            LogRestored(Count);
        Arm();
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_timer is not null)
            await _timer.DisposeAsync();
        await WhenQuietAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _timer?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async Task WhenQuietAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task work;
            lock (_gate)
                work = _work;
            if (work.IsCompleted)
                return;
            await work.WaitAsync(cancellation);
        }
    }

    /// <summary>Adds a batch of households: stored first, then made known to the grid.</summary>
    public async Task<SandboxBatch> AddAsync(SandboxBatch asked, IProgress<int>? progress, CancellationToken cancellation)
    {
        var batch = await store.AddAsync(asked with { StartMs = NowMs }, cancellation);
        var homes = Build(batch);
        // A policy may command its car before the last household is there.
        Register(homes);
        var done = 0;
        await Parallel.ForEachAsync(homes, new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellation }, async (home, _) =>
        {
            await SandboxSettlement.Settle(grains, home);
            progress?.Report(Interlocked.Increment(ref done));
        });
        Add(homes);
        return batch;
    }

    /// <summary>A simulated device of a tenant, or null.</summary>
    public (SandboxHome Home, int Device)? Find(string client, Guid deviceId)
    {
        lock (_gate)
            return _devices.TryGetValue(deviceId, out var found) && found.Home.Batch.Client == client ? found : null;
    }

    /// <summary>Brings a household up to now, changes it, and reports all its devices.</summary>
    public async Task Change(SandboxHome home, Action<SimulatedHousehold> change)
    {
        lock (home.Gate)
        {
            home.Household.AdvanceTo(NowMs);
            change(home.Household);
            home.Household.ApplyCommands();
        }

        await Report(home);
        Enqueue(home);
        Arm();
    }

    /// <inheritdoc/>
    public Task AdvancedAsync(CancellationToken cancellation) => ReportAllAsync();

    /// <summary>Every device reports its state and meter as of now; a held clock asks for it at the end of each advance.</summary>
    public Task ReportAllAsync()
    {
        SandboxHome[] homes;
        lock (_gate)
            homes = [.. _homes];
        return ForEach(homes, home =>
        {
            lock (home.Gate)
                home.Household.AdvanceTo(NowMs);
            return Report(home);
        });
    }

    private static List<SandboxHome> Build(SandboxBatch batch)
    {
        var area = new LivingArea(batch.Seed, batch.Area, LocalCalendar.Of(batch.TimezoneName), batch.Latitude);
        return
        [
            .. HouseholdFactory.CreateMany(batch.Seed, batch.Count, HouseholdMix.Parse(batch.Mix), batch.Latitude, batch.Longitude)
                .Select(spec => new SandboxHome(batch, new SimulatedHousehold(spec, area, batch.StartMs))),
        ];
    }

    private void Register(List<SandboxHome> homes)
    {
        lock (_gate)
        {
            foreach (var home in homes)
            {
                // Ids are digests that the client went into, so they are unique over all of them.
                for (var device = 0; device < home.Devices; device++)
                    _devices[home.DeviceId(device)] = (home, device);
            }
        }
    }

    private void Add(List<SandboxHome> homes)
    {
        Register(homes);
        lock (_gate)
            _homes.AddRange(homes);
        foreach (var home in homes)
            Enqueue(home);
        Arm();
    }

    private async Task Report(SandboxHome home)
    {
        for (var device = 0; device < home.Devices; device++)
            await Report(home, device);
    }

    private async Task Report(SandboxHome home, int device, Guid? commandId = null, string? commandStatus = null)
    {
        Observation? observation;
        lock (home.Gate)
            observation = home.Observe(device);
        if (observation is null)
            return;
        Interlocked.Increment(ref _reports);
        await Asset(home, device).Observe(commandId is null ? observation : observation with { CommandId = commandId, CommandStatus = commandStatus });
    }

    private IAssetGrain Asset(SandboxHome home, int device) =>
        grains.GetGrain<IAssetGrain>(GrainKeys.Of(home.Batch.Client, home.DeviceId(device)));

    [LoggerMessage(3101, LogLevel.Information, "{Count} simulated households go on.")]
    private partial void LogRestored(int count);

    [LoggerMessage(3102, LogLevel.Error, "The simulation of households failed; it goes on at the next event.")]
    private partial void LogFailed(Exception failure);
}
