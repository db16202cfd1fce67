using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Tariffs;
using OrleansFlex.Domain.Tariffs;
using OrleansFlex.Domain.Tariffs.Formulas;
using OrleansFlex.Silo.Clock;
using OrleansFlex.Silo.Hosting;
using OrleansFlex.Silo.Options;

namespace OrleansFlex.Benchmarks.Tariffs;

/// <summary>Formulas over a year, and a tariff of ten years of quarters of an hour on SQLite.</summary>
public static class TariffBenchmarks
{
    private const int Year = 35_040;
    private const int Points = 350_000;
    private const int Window = 10_000;
    private const long QuarterMs = 900_000;

    private static readonly long Origin = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    public static async Task<IReadOnlyList<(string Name, double Value, string Unit, string Target)>> RunAsync()
    {
        var results = new List<(string, double, string, string)>();
        foreach (var formula in new[] { "spot", "max(spot, 0) * 1.15 + grid + 0.02", "spot / 1.21 + grid", "round(clamp(spot, 0, 0.5) / 1.21 * 1.06 + grid, 4)" })
            results.Add(($"a year of quarters resolved, {formula}", ResolutionMs(formula), "ms", "< 20"));
        results.AddRange(await SeriesAsync());
        return results;
    }

    private static double ResolutionMs(string formula)
    {
        var random = new Random(1);
        var tariffs = new Dictionary<string, RateSteps>
        {
            ["spot"] = RateSteps.Create(
                [.. Enumerable.Range(0, Year).Select(i => Origin + (i * QuarterMs))], [.. Enumerable.Range(0, Year).Select(_ => (decimal?)random.Next(-500, 5000) / 10_000m)]),
            ["grid"] = RateSteps.Create(
                [.. Enumerable.Range(0, 730).Select(i => Origin + (i * 48 * QuarterMs))], [.. Enumerable.Range(0, 730).Select(i => (decimal?)(i % 2 == 0 ? 0.04m : 0.09m))]),
        };
        var compiled = FormulaCompiler.Restore(formula);
        var sources = compiled.Variables.Select(name => tariffs[name]).ToArray();
        var best = double.PositiveInfinity;
        for (var round = 0; round < 60; round++)
        {
            var watch = Stopwatch.StartNew();
            RateResolution.Resolve(compiled, sources, Origin, Origin + (Year * QuarterMs));
            best = Math.Min(best, watch.Elapsed.TotalMilliseconds);
        }

        return best;
    }

    private static async Task<IReadOnlyList<(string Name, double Value, string Unit, string Target)>> SeriesAsync()
    {
        var folder = Directory.CreateTempSubdirectory("orleansflex-bench-");
        try
        {
            await using var host = await SiloHost.CreateAsync(Options(folder.FullName), new RealTime(TimeProvider.System), null, CancellationToken.None);
            await host.App.StartAsync();
            var tariff = host.App.Services.GetRequiredService<IGrainFactory>().GetGrain<ITariffGrain>(GrainKeys.Of("bench", "spot"));
            await tariff.Create(new TariffDefinition(TariffDirection.Import, TariffUnit.PerKwh, "EUR"));

            var random = new Random(1);
            var pushes = new List<double>();
            for (var from = 0; from < Points; from += Window)
                pushes.Add(await MillisecondsAsync(() => PushAsync(tariff, random, from, Window)));
            var small = new List<double>();
            for (var i = 0; i < 90; i++)
                small.Add(await MillisecondsAsync(() => PushAsync(tariff, random, 300_000 + (96 * i), 96)));
            var days = new List<double>();
            for (var i = 0; i < 2_000; i++)
            {
                var fromMs = Origin + (random.Next(Points / 96) * 96 * QuarterMs);
                days.Add(await MillisecondsAsync(() => tariff.Read(fromMs, fromMs + (96 * QuarterMs))));
            }

            var head = await host.Database.States.ReadAsync(new("tariff", GrainKeys.Of("bench", "spot")), CancellationToken.None);
            await host.App.StopAsync();
            return
            [
                ("350,000 points pushed in windows of 10,000", pushes.Sum(), "ms", ""),
                ("the slowest of these pushes", pushes.Max(), "ms", ""),
                ("a day pushed into ten years, median", Median(small), "ms", ""),
                ("a day read out of ten years, median", Median(days), "ms", "< 5"),
                ("a day read out of ten years, 99 of 100", days.Order().ElementAt(days.Count * 99 / 100), "ms", "< 5"),
                ("index of ten years as stored", Encoding.UTF8.GetCharCount(head!.Value.Json) / 1024.0, "kB", ""),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static SiloOptions Options(string folder) => new()
    {
        Http = new HttpOptions { Urls = "http://127.0.0.1:0" },
        Storage = new StorageOptions { DataDirectory = folder },
        Clients = [new ClientOptions { Id = "bench", Secret = Secret.Of("bench") }],
        Log = new LogOptions { Level = Microsoft.Extensions.Logging.LogLevel.None },
        Sandbox = new SandboxOptions { Enabled = true, Clock = ClockSetting.Held, StartAt = DateTimeOffset.FromUnixTimeMilliseconds(Origin).AddDays(-1) },
    };

    private static async Task PushAsync(ITariffGrain tariff, Random random, int from, int count)
    {
        var values = Enumerable.Range(from, count).Select(i => new TariffValue(Origin + (i * QuarterMs), random.Next(-500, 5000) / 10_000m));
        var pushed = await tariff.Push(TariffPush.Check([.. values], Origin + ((from + count) * QuarterMs)).Value, $"{from}-{count}");
        if (pushed.Refusal is { } refusal)
            throw new InvalidOperationException(refusal.Message);
    }

    private static async Task<double> MillisecondsAsync(Func<Task> action)
    {
        var watch = Stopwatch.StartNew();
        await action();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
