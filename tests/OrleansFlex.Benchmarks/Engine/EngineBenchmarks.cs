using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Storage;
using OrleansFlex.EmbeddedEngine;

namespace OrleansFlex.Benchmarks.Engine;

/// <summary>Speed and size of the embedded engine. Every rate is the best of several rounds after a warm-up.</summary>
public static class EngineBenchmarks
{
    private const int Grains = 64;
    private const int Rounds = 5;

    /// <summary>Runs all measurements.</summary>
    public static async Task<IReadOnlyList<(string Name, double Value, string Unit, string Target)>> RunAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddKeyedSingleton<IGrainStorage>("benchmark", new EmptyStorage());
        builder.Services.AddEmbeddedGrid(options => options.Assemblies.Add(typeof(EngineBenchmarks).Assembly));
        using var host = builder.Build();
        await host.StartAsync();
        var grid = host.Services.GetRequiredService<IGrainFactory>();
        var values = Enumerable.Range(0, 192).ToArray();

        var fromClient = await BestAsync(() => ClientCallsAsync(grid, static (grain, i) => grain.Echo(i)));
        var withArray = await BestAsync(() => ClientCallsAsync(grid, (grain, _) => grain.Sum(values)));
        var grainToGrain = await BestAsync(() => GrainCallsAsync(grid));
        var (activations, bytes) = await ActivationsAsync(grid);
        await host.StopAsync();
        return
        [
            ("engine: calls over 64 grains from a co-hosted client", fromClient, "calls/s", ">= 1,500,000"),
            ("engine: calls grain to grain", grainToGrain, "calls/s", ">= 1,500,000"),
            ("engine: calls with a copied 192-element array", withArray, "calls/s", ">= 1,000,000"),
            ("engine: activations", activations, "grains/s", ">= 100,000"),
            ("engine: bytes per idle policy-like grain", bytes, "B", "<= 750"),
        ];
    }

    private static async Task<double> BestAsync(Func<Task<double>> round)
    {
        await round();
        var best = 0.0;
        for (var i = 0; i < Rounds; i++)
            best = Math.Max(best, await round());
        return best;
    }

    // A few clients, each with many calls under way.
    private static async Task<double> ClientCallsAsync(IGrainFactory grid, Func<IEchoGrain, int, ValueTask<int>> call)
    {
        const int clients = 4;
        const int batches = 250;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            var grains = Enumerable.Range(0, Grains).Select(i => grid.GetGrain<IEchoGrain>($"client/{i}")).ToArray();
            var pending = new ValueTask<int>[Grains * 4];
            for (var batch = 0; batch < batches; batch++)
            {
                for (var i = 0; i < pending.Length; i++)
                    pending[i] = call(grains[i % Grains], i);
                foreach (var answer in pending)
                    await answer;
            }
        })));
        return clients * batches * Grains * 4 / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<double> GrainCallsAsync(IGrainFactory grid)
    {
        const int times = 4_000;
        var started = Stopwatch.GetTimestamp();
        var calls = Enumerable.Range(0, Grains)
            .Select(i => grid.GetGrain<IEchoGrain>($"caller/{i}").CallOther($"callee/{i}", times))
            .ToArray();
        await Task.WhenAll(calls);
        return Grains * (double)times / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<(double PerSecond, double Bytes)> ActivationsAsync(IGrainFactory grid)
    {
        const int count = 200_000;
        await ActivateAsync(grid, "warm", 20_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var started = Stopwatch.GetTimestamp();
        await ActivateAsync(grid, "idle", count);
        var perSecond = count / Stopwatch.GetElapsedTime(started).TotalSeconds;
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)count;
        return (perSecond, bytes);
    }

    private static async Task ActivateAsync(IGrainFactory grid, string prefix, int count)
    {
        const int chunk = 1_000;
        for (var from = 0; from < count; from += chunk)
        {
            var touches = new List<ValueTask<int>>(chunk);
            for (var i = from; i < from + chunk; i++)
                touches.Add(grid.GetGrain<IIdleGrain>($"{prefix}/{i:D7}").Touch());
            foreach (var touch in touches)
                await touch;
        }
    }

    // Knows every record at once, so that only the engine is measured.
    private sealed class EmptyStorage : IGrainStorage
    {
        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            grainState.State = Activator.CreateInstance<T>();
            return Task.CompletedTask;
        }

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;
    }
}
