using Orleans.Storage;
using OrleansFlex.EmbeddedEngine;
using OrleansFlex.Silo.Clock;
using OrleansFlex.Silo.Options;
using OrleansFlex.Silo.Storage;

namespace OrleansFlex.Silo.Hosting;

/// <summary>Runs the grains on the embedded engine.</summary>
internal static class Engine
{
    public static IServiceCollection AddEngine(this IServiceCollection services, SiloOptions options) => services
        .AddKeyedSingleton<IGrainStorage>(GridSetup.Store, (provider, _) => provider.GetRequiredService<GridStateStorage>())
        .AddSingleton<IReminderStore, StoredReminders>()
        .AddEmbeddedGrid(grid => grid.CollectionQuantum = CollectionQuantum(options.Sandbox))
        .AddSingleton<IQuiescence, QuietGrid>();

    // Goes by the domain clock: an accelerated one must not make it more often, and one that is moved by hand would look all the time.
    private static TimeSpan CollectionQuantum(SandboxOptions sandbox) => !sandbox.Enabled ? GridSetup.CollectionQuantum
        : sandbox.Clock.IsHeld ? TimeSpan.FromMinutes(1)
        : GridSetup.CollectionQuantum * Math.Max(1, sandbox.Clock.Speed);

    /// <summary>A held clock waits until no grain has anything to do.</summary>
    private sealed class QuietGrid(EmbeddedGrid grid) : IQuiescence
    {
        public Task WhenQuietAsync(CancellationToken cancellation) => grid.WhenQuietAsync(cancellation);
    }
}
