using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using OrleansFlex.TestKit;

namespace OrleansFlex.EmbeddedEngine.Tests;

/// <summary>A grid on a clock that the test holds. Storages may be handed from one grid to the next, as across a restart.</summary>
internal sealed class GridFixture : IAsyncDisposable
{
    private readonly IHost _host;

    private GridFixture(IHost host, ManualTimeProvider clock)
    {
        _host = host;
        Clock = clock;
    }

    internal ManualTimeProvider Clock { get; }

    internal IServiceProvider Services => _host.Services;

    internal IClusterClient Client => Services.GetRequiredService<IClusterClient>();

    internal EmbeddedGrid Grid => Services.GetRequiredService<EmbeddedGrid>();

    internal static async Task<GridFixture> StartAsync(
        Action<EmbeddedGridOptions>? configure = null,
        Action<IServiceCollection>? services = null,
        ManualTimeProvider? clock = null,
        IGrainStorage? storage = null,
        IReminderStore? reminders = null)
    {
        clock ??= new ManualTimeProvider();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton(reminders ?? new InMemoryReminderStore());
        builder.Services.AddKeyedSingleton("store", storage ?? new InMemoryGrainStorage());
        builder.Services.AddSingleton<Journal>();
        builder.Services.AddSingleton<Signals>();
        builder.Logging.SetMinimumLevel(LogLevel.None);
        services?.Invoke(builder.Services);
        builder.Services.AddEmbeddedGrid(configure);
        var host = builder.Build();
        await host.StartAsync();
        return new GridFixture(host, clock);
    }

    internal T Grain<T>(string key)
        where T : IGrainWithStringKey => Client.GetGrain<T>(key);

    internal Journal Journal => Services.GetRequiredService<Journal>();

    internal Signals Signals => Services.GetRequiredService<Signals>();

    internal Task QuietAsync() => Grid.WhenQuietAsync(TestContext.Current.CancellationToken);

    internal Task AdvanceAsync(TimeSpan by) => Clock.AdvanceAsync(by, QuietAsync);

    internal Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}

/// <summary>What grains wrote down, for tests to read.</summary>
public sealed class Journal
{
    private readonly List<string> _lines = [];

    internal IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

    internal void Add(string line)
    {
        lock (_lines)
            _lines.Add(line);
    }
}
