using Orleans.Storage;
using OrleansFlex.EmbeddedEngine;
using OrleansFlex.Silo.Clock;
using OrleansFlex.Silo.Storage;

namespace OrleansFlex.Silo.Hosting;

/// <summary>Runs the grains on the embedded engine.</summary>
internal static class Engine
{
    public static IServiceCollection AddEngine(this IServiceCollection services) => services
        .AddKeyedSingleton<IGrainStorage>(GridSetup.Store, (provider, _) => provider.GetRequiredService<GridStateStorage>())
        .AddSingleton<IReminderStore, StoredReminders>()
        .AddEmbeddedGrid(grid => grid.CollectionQuantum = GridSetup.CollectionQuantum)
        .AddSingleton<IQuiescence, QuietGrid>();

    /// <summary>A held clock waits until no grain has anything to do.</summary>
    private sealed class QuietGrid(EmbeddedGrid grid) : IQuiescence
    {
        public Task WhenQuietAsync(CancellationToken cancellation) => grid.WhenQuietAsync(cancellation);
    }
}
