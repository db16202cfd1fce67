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

    // How many households become known at a time, and how many report: every report waits for the disk twice, so many together keep it busy.
    private const int SettlingAtATime = 64;
    private const int ReportingAtATime = 256;

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
            if (batch.IsUnsettled)
                Resume(batch, homes);
            else
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
        await _stopping.CancelAsync();
        try
        {
            await WhenQuietAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The time to stop is over. What has fallen due and is not done goes on at the next start, as after a crash.
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _stopping.Dispose();
        return _timer?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task WhenQuietAsync(CancellationToken cancellation)
    {
        await WhenSettled.WaitAsync(cancellation);
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

    /// <summary>A simulated device of a tenant, or null.</summary>
    public (SandboxHome Home, int Device)? Find(string client, Guid deviceId)
    {
        lock (_gate)
            return _devices.TryGetValue(deviceId, out var found) && found.Home.Batch.Client == client ? found : null;
    }

    /// <summary>A simulated device of a tenant that is still linked, or null.</summary>
    public async Task<(SandboxHome Home, int Device)?> FindLinked(string client, Guid deviceId)
    {
        if (Find(client, deviceId) is not { } found)
            return null;
        if (await Asset(found.Home, found.Device).Get() is not null)
            return found;
        Forget(found.Home, found.Device);
        return null;
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
        return ForEach(ReportingAtATime, homes, home =>
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
        foreach (var home in homes)
            home.IsSettled = true;
        lock (_gate)
            _homes.AddRange(homes);
        foreach (var home in homes)
            Enqueue(home);
        Arm();
    }

    private Task Report(SandboxHome home) => ReportAllBut(0, home);

    /// <summary>Reports the devices of a household but for those that a set of bits names.</summary>
    private async Task ReportAllBut(int reported, SandboxHome home)
    {
        for (var device = 0; device < home.Devices; device++)
        {
            if (home.Has(device) && (reported & (1 << device)) == 0)
                await Report(home, device);
        }
    }

    private async Task Report(SandboxHome home, int device, Guid? commandId = null, string? commandStatus = null)
    {
        Observation? observation;
        lock (home.Gate)
            observation = home.Observe(device);
        if (observation is null)
            return;
        Interlocked.Increment(ref _reports);
        var told = commandId is null ? observation : observation with { CommandId = commandId, CommandStatus = commandStatus };
        if (await Asset(home, device).Observe(told) == ObservationResult.UnknownDevice)
            Forget(home, device);
    }

    /// <summary>A device that was unlinked is simulated no longer; after a restart its first report tells so again.</summary>
    private void Forget(SandboxHome home, int device)
    {
        // Before that it may only not be linked yet.
        if (!home.IsSettled)
            return;
        lock (home.Gate)
            home.Forget(device);
        lock (_gate)
        {
            _devices.Remove(home.DeviceId(device));
            if (home.IsGone)
                _homes.Remove(home);
        }
    }

    private IAssetGrain Asset(SandboxHome home, int device) =>
        grains.GetGrain<IAssetGrain>(GrainKeys.Of(home.Batch.Client, home.DeviceId(device)));

    [LoggerMessage(3101, LogLevel.Information, "{Count} simulated households go on.")]
    private partial void LogRestored(int count);

    [LoggerMessage(3102, LogLevel.Error, "The simulation of households failed; it goes on at the next event.")]
    private partial void LogFailed(Exception failure);
}
