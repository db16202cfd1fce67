using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Reminders;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;
using Orleans.Storage;
using OrleansFlex.Silo.Clock;
using OrleansFlex.Silo.Options;
using OrleansFlex.Silo.Storage;

namespace OrleansFlex.Silo.Hosting;

/// <summary>Runs the grains on Microsoft Orleans: one silo on this machine with SQLite, a cluster of silos with PostgreSQL.</summary>
internal static class Engine
{
    private const string Npgsql = "Npgsql";
    private const string Cluster = "orleansflex";

    public static IServiceCollection AddEngine(this IServiceCollection services, Silo.Options.SiloOptions options) => services
        .AddKeyedSingleton<IGrainStorage>(GridSetup.Store, (provider, _) => provider.GetRequiredService<GridStateStorage>())
        .AddDomainTime()
        .AddOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(cluster =>
            {
                cluster.ClusterId = Cluster;
                cluster.ServiceId = Cluster;
            });
            silo.Configure<GrainCollectionOptions>(collection => collection.CollectionQuantum = GridSetup.CollectionQuantum);
            if (options.Storage is { Provider: StorageProvider.Postgres, ConnectionString: { } connection })
                silo.UsePostgres(connection.Reveal());
            else
                silo.UseLocalhostClustering(serviceId: Cluster, clusterId: Cluster).UseInMemoryReminderService();
            silo.Services.AddMessages();
        })
        .AddSingleton<IQuiescence, NothingToWaitFor>();

    private static void UsePostgres(this ISiloBuilder silo, string connection) => silo
        .ConfigureEndpoints(siloPort: 11111, gatewayPort: 30000)
        .UseAdoNetClustering((AdoNetClusteringSiloOptions clustering) =>
        {
            clustering.Invariant = Npgsql;
            clustering.ConnectionString = connection;
        })
        .UseAdoNetReminderService((AdoNetReminderTableOptions reminders) =>
        {
            reminders.Invariant = Npgsql;
            reminders.ConnectionString = connection;
        });

    /// <summary>
    /// Grains and their reminders live on the domain clock, which may stand still; membership, messaging and collection must not,
    /// so every other area gets the real time.
    /// </summary>
    private static IServiceCollection AddDomainTime(this IServiceCollection services) => services
        .AddKeyedSingleton<TimeProvider>(KeyedService.AnyKey, (provider, _) => provider.GetRequiredService<RealTime>().Provider)
        .AddKeyedSingleton<TimeProvider>(TimeProviderNames.Grains, (provider, _) => provider.GetRequiredService<DomainClock>())
        .AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, (provider, _) => provider.GetRequiredService<DomainClock>());

    /// <summary>Domain types carry no attributes of an engine: between silos they are JSON, within one they are shared as they are.</summary>
    private static void AddMessages(this IServiceCollection services)
    {
        services.AddSerializer(serializer => serializer.AddJsonSerializer(
            isSerializable: DomainTypes.Contains,
            isCopyable: _ => false,
            options => options.Configure(json => json.SerializerOptions = DomainTypes.Json)));
        services.AddSingleton<IGeneralizedCopier, DomainCopier>();
    }

    /// <summary>Orleans cannot tell when a cluster is quiet, so a held clock waits for the simulated households alone.</summary>
    private sealed class NothingToWaitFor : IQuiescence
    {
        public Task WhenQuietAsync(CancellationToken cancellation) => Task.CompletedTask;
    }
}
