using OrleansFlex.Silo.Actions;
using OrleansFlex.Silo.Assets;
using OrleansFlex.Silo.Charging;
using OrleansFlex.Silo.Clients;
using OrleansFlex.Silo.Clock;
using OrleansFlex.Silo.Documentation;
using OrleansFlex.Silo.Events;
using OrleansFlex.Silo.Flexibility;
using OrleansFlex.Silo.Gateways;
using OrleansFlex.Silo.Health;
using OrleansFlex.Silo.Links;
using OrleansFlex.Silo.Observability;
using OrleansFlex.Silo.Options;
using OrleansFlex.Silo.Pricing;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Requests;
using OrleansFlex.Silo.Responses;
using OrleansFlex.Silo.Sandbox;
using OrleansFlex.Silo.Sessions;
using OrleansFlex.Silo.Simulations;
using OrleansFlex.Silo.Sites;
using OrleansFlex.Silo.Solar;
using OrleansFlex.Silo.Tariffs;
using OrleansFlex.Silo.Telemetry;
using OrleansFlex.Silo.Versioning;
using OrleansFlex.Silo.Webhooks;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Hosting;

/// <summary>One silo: its database, its clock and its web application, put together from the settings.</summary>
internal sealed class SiloHost : IAsyncDisposable
{
    private readonly DataFolderLock? _folder;

    private SiloHost(WebApplication app, IGridDatabase database, DataFolderLock? folder, ClientCredentials? firstClient)
    {
        _folder = folder;
        App = app;
        Database = database;
        FirstClient = firstClient;
    }

    /// <summary>The web application; built, not started.</summary>
    public WebApplication App { get; }

    /// <summary>The grid's data.</summary>
    public IGridDatabase Database { get; }

    /// <summary>The client that was made because there was none; its secret is known only here.</summary>
    public ClientCredentials? FirstClient { get; }

    /// <summary>Opens the database, sets the clock, makes the configured clients and builds the application.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="real">The outside world's clock.</param>
    /// <param name="configure">Further services and endpoints.</param>
    /// <param name="cancellation">Cancels the start.</param>
    /// <exception cref="StorageUnavailableException">The database cannot be opened, or another silo serves its folder.</exception>
    public static async Task<SiloHost> CreateAsync(SiloOptions options, RealTime real, SiloParts? configure, CancellationToken cancellation)
    {
        var folder = options.Storage.Provider == StorageProvider.Postgres ? null : DataFolderLock.Take(options.Storage.DataDirectory);
        IGridDatabase? database = null;
        try
        {
            database = await OpenAsync(options.Storage, real.Provider, cancellation);
            var firstClient = await new ClientRegistry(database.Clients, real.Provider).EnsureAsync(options.Clients, cancellation);
            var position = new StoredClockPosition(database.Settings);
            var quiet = new QuietGate();
            var clock = await ClockStart.StartAsync(options.Sandbox, position, quiet, real, cancellation);
            var builder = SiloBuilder.Create(options);
            builder.Services
                .AddSingleton(options).AddSingleton(database).AddSingleton(real)
                .AddSingleton(clock).AddSingleton<TimeProvider>(clock).AddSingleton<IClockPosition>(position).AddHostedService<ClockKeeper>().AddHostedService<HeapCompactor>()
                .AddWireJson().AddProblems().AddClients().AddHealth().AddDocumentation().AddOtlp(options.Telemetry)
                .AddGrid(options);
            configure?.Services?.Invoke(builder);
            var app = builder.Build();
            quiet.Watch(app.Services.GetServices<IQuiescence>(), app.Services.GetServices<IAdvanceListener>());
            app.UseProblems().UseApiVersion().UseHeadAsGet().UseDocumentationPage().UseRouting().UseBearerTokens();
            Map(app, options);
            configure?.Endpoints?.Invoke(app);
            return new SiloHost(app, database, folder, firstClient);
        }
        catch
        {
            if (database is not null)
                await database.DisposeAsync();
            folder?.Dispose();
            throw;
        }
    }

    /// <summary>False where the settings name a SQLite database that has not been made yet.</summary>
    public static bool HasDatabase(StorageOptions options) =>
        options.Provider == StorageProvider.Postgres || File.Exists(GridDatabase.SqliteFile(options.DataDirectory));

    /// <summary>Opens the database that the settings name.</summary>
    public static Task<IGridDatabase> OpenAsync(StorageOptions options, TimeProvider real, CancellationToken cancellation) => options.Provider switch
    {
        StorageProvider.Postgres => GridDatabase.OpenPostgresAsync(options.ConnectionString!.Reveal(), real, cancellation),
        _ => GridDatabase.OpenSqliteAsync(options.DataDirectory, real, cancellation),
    };

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Database.DisposeAsync();
        _folder?.Dispose();
    }

    private static void Map(WebApplication app, SiloOptions options)
    {
        app.MapTokens();
        app.MapHealth();
        app.MapDocumentation();
        app.MapClock(options.Sandbox);
        app.MapUsers();
        app.MapLocations();
        app.MapDevices();
        app.MapActions();
        app.MapGateways();
        app.MapLinks();
        app.MapTelemetry();
        app.MapPolicies();
        app.MapOverrides();
        app.MapSessions();
        app.MapChargingReports();
        app.MapPriceSignals();
        app.MapSolarConfigurations();
        app.MapSolarForecast();
        app.MapWeather();
        app.MapSegments();
        app.MapZones();
        app.MapShapes();
        app.MapWebhooks();
        app.MapEvents();
        app.MapTariffs();
        app.MapTariffSeries();
        app.MapTariffFormulas();
        app.MapResolvedTariffs();
        app.MapSimulations();
        if (options.Sandbox.Enabled)
            app.MapSandbox();
    }
}
