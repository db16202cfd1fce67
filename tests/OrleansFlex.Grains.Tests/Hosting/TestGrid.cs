using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using OrleansFlex.Contracts.Commands;
using OrleansFlex.EmbeddedEngine;
using OrleansFlex.Grains.Flexibility;
using OrleansFlex.Silo.Clients;
using OrleansFlex.Silo.Clock;
using OrleansFlex.Silo.Hosting;
using OrleansFlex.Silo.Options;
using OrleansFlex.Silo.Storage;
using OrleansFlex.Storage;
using OrleansFlex.TestKit;

namespace OrleansFlex.Grains.Tests.Hosting;

/// <summary>
/// The real grains on the embedded engine, with a real SQLite database in a folder of its own and a clock that the test
/// holds. <see cref="RestartAsync"/> ends the grid and starts another one on the same database.
/// </summary>
internal sealed partial class TestGrid : IAsyncDisposable
{
    /// <summary>The tenant of all that is made here.</summary>
    public const string Tenant = "tenant";

    /// <summary>Monday evening, in winter, on a chunk's edge.</summary>
    public static readonly DateTimeOffset Evening = new(2026, 1, 5, 18, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("grains-").FullName;
    private readonly bool _roundTrip;
    private IGridDatabase _database = null!;
    private IHost _host = null!;

    private TestGrid(DateTimeOffset start, bool roundTrip)
    {
        Clock = new ManualTimeProvider(start);
        Real = new ManualTimeProvider(start);
        _roundTrip = roundTrip;
    }

    public ManualTimeProvider Clock { get; }

    /// <summary>Real time, on which retries run; stands where the clock stood at first.</summary>
    public ManualTimeProvider Real { get; }

    /// <summary>Further services, set before the grid starts.</summary>
    public Action<IServiceCollection>? Configure { get; private init; }

    public long NowMs => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Lets a test make writes fail.</summary>
    public FailingStorage Storage { get; private set; } = null!;

    /// <summary>Warnings and errors that the grains or the engine logged.</summary>
    public LogLines Log { get; } = new();

    /// <summary>What grains have commanded.</summary>
    public RecordedCommands Commands { get; } = new();

    public IGridDatabase Database => _database;

    public EmbeddedGrid Engine => Service<EmbeddedGrid>();

    /// <summary>Starts a grid on an empty database.</summary>
    /// <param name="start">Where the clock stands; <see cref="Evening"/> where not given.</param>
    /// <param name="roundTrip">Whether every message passes through JSON.</param>
    /// <param name="configure">Further services.</param>
    public static async Task<TestGrid> StartAsync(DateTimeOffset? start = null, bool roundTrip = false, Action<IServiceCollection>? configure = null)
    {
        var grid = new TestGrid(start ?? Evening, roundTrip) { Configure = configure };
        await grid.OpenAsync();
        return grid;
    }

    public T Service<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>Waits until no grain has anything to do.</summary>
    public Task QuietAsync() => Engine.WhenQuietAsync(TestContext.Current.CancellationToken);

    /// <summary>Moves the clock and fires what falls due, one instant after the other.</summary>
    public Task AdvanceAsync(TimeSpan by) => Clock.AdvanceAsync(by, QuietAsync);

    /// <summary>Ends this grid and starts another one on the same database; the new one has warmed up when this returns.</summary>
    public async Task RestartAsync()
    {
        await CloseAsync();
        await OpenAsync();
        await QuietAsync();
    }

    /// <summary>Ends every idle activation, so that the next call finds only what is stored.</summary>
    public async Task CollectAsync()
    {
        await QuietAsync();
        await Engine.CollectIdleAsync(all: true);
        await QuietAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task OpenAsync()
    {
        _database = await GridDatabase.OpenSqliteAsync(_folder, TimeProvider.System, CancellationToken.None);
        if (await _database.Clients.FindAsync(Tenant, CancellationToken.None) is null)
            await new ClientRegistry(_database.Clients, TimeProvider.System).AddAsync(Tenant, CancellationToken.None);
        _processClock = new ProcessClock(Clock);
        _processCommands = new ProcessCommands(Commands);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddProvider(Log);
        builder.Services
            .AddSingleton<TimeProvider>(_processClock)
            .AddSingleton(new RealTime(Real))
            .AddSingleton(_database)
            .AddClients()
            .AddGrid(new SiloOptions())
            // Changes show at once, so that a quiet grid has nothing left to compose.
            .AddSingleton(new ShapeSettings { FlushMilliseconds = 0 })
            .AddSingleton<ICommandDispatcher>(_processCommands)
            .AddSingleton(provider => new FailingStorage(provider.GetRequiredService<GridStateStorage>()))
            .AddKeyedSingleton<IGrainStorage>(GridSetup.Store, (provider, _) => provider.GetRequiredService<FailingStorage>());
        builder.Services.Configure<EmbeddedGridOptions>(options => options.CollectionQuantum = TimeSpan.FromMinutes(1));
        Configure?.Invoke(builder.Services);
        if (_roundTrip)
            builder.Services.Configure<EmbeddedGridOptions>(options => options.RoundTripMessages = DomainTypes.Json);
        _host = builder.Build();
        Storage = Service<FailingStorage>();
        await _host.StartAsync();
    }

    private async Task CloseAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await _database.DisposeAsync();
    }
}
