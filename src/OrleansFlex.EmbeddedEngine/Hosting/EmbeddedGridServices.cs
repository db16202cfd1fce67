using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Streams;

namespace OrleansFlex.EmbeddedEngine;

/// <summary>Adds the embedded grid to a host.</summary>
public static class EmbeddedGridServices
{
    /// <summary>
    /// Adds the grid, started and stopped with the host, with <see cref="IGrainFactory"/>, <see cref="IClusterClient"/> and
    /// <see cref="EmbeddedGrid"/>. Uses the host's <see cref="TimeProvider"/>, <see cref="IReminderStore"/> and keyed
    /// <c>IGrainStorage</c> services where there are any.
    /// </summary>
    public static IServiceCollection AddEmbeddedGrid(this IServiceCollection services, Action<EmbeddedGridOptions>? configure = null)
    {
        services.AddLogging();
        services.AddOptions<EmbeddedGridOptions>();
        if (configure is not null)
            services.Configure(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IReminderStore, InMemoryReminderStore>();
        services.TryAddSingleton<GridRuntime>();
        services.TryAddSingleton<ReminderService>();
        services.TryAddSingleton(provider => new EmbeddedGrid(provider.GetRequiredService<GridRuntime>()));
        services.TryAddSingleton<IClusterClient>(provider => provider.GetRequiredService<GridRuntime>().Factory);
        services.TryAddSingleton<IGrainFactory>(provider => provider.GetRequiredService<GridRuntime>().Factory);
        services.TryAddKeyedSingleton<IStreamProvider>(KeyedService.AnyKey, (provider, name) => provider.GetRequiredService<GridRuntime>().Streams.Provider((string)name!));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, GridHost>());
        return services;
    }
}
