using System.Globalization;
using OrleansFlex.Benchmarks;
using OrleansFlex.Benchmarks.Engine;
using OrleansFlex.Benchmarks.Planner;
using OrleansFlex.Benchmarks.Shape;
using OrleansFlex.Benchmarks.Silo;
using OrleansFlex.Benchmarks.Simulations;
using OrleansFlex.Benchmarks.Storage;
using OrleansFlex.Benchmarks.Tariffs;

// Usage: [engine] [planner] [shape] [storage] [tariffs] [simulation] [silo] [load] [--households N] [--cars N] [--hours N]; without names, everything.
var names = args.Where(arg => !arg.StartsWith("--", StringComparison.Ordinal) && !int.TryParse(arg, out _)).ToHashSet(StringComparer.Ordinal);
var households = Number("--households", 100_000);
var results = new List<Measurement>();

await Group("engine", async () => From(await EngineBenchmarks.RunAsync()));
await Group("planner", () => Task.FromResult(From(PlannerBenchmarks.Run())));
await Group("shape", () => Task.FromResult(From(ShapeBenchmarks.Run())));
await Group("storage", async () => From(await StorageBenchmarks.RunAsync()));
await Group("tariffs", async () => From(await TariffBenchmarks.RunAsync()));
await Group("simulation", () => Task.FromResult(From(SimulationBenchmarks.Run())));
await Group("silo", () => SiloBenchmarks.RunAsync(households));
await Group("load", () => LoadBenchmarks.RunAsync(Number("--cars", 20_000), Number("--hours", 24)));

var folder = Path.Combine(SourceFolder(), "results");
Directory.CreateDirectory(folder);
var file = Path.Combine(folder, $"{Environment.MachineName}.md");
await File.WriteAllLinesAsync(file,
[
    $"# {Environment.MachineName}",
    "",
    $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {Environment.ProcessorCount} cores, .NET {Environment.Version}, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}.",
    "",
    "| what | measured | asked |",
    "|---|---|---|",
    .. results.Select(result => result.ToString()),
]);
Console.WriteLine($"Written to {file}");

int Number(string name, int otherwise) =>
    Array.IndexOf(args, name) is var at and >= 0 ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;

async Task Group(string name, Func<Task<IReadOnlyList<Measurement>>> run)
{
    if (names.Count > 0 && !names.Contains(name))
        return;
    Console.WriteLine($"{name} …");
    foreach (var result in await run())
    {
        Console.WriteLine(result);
        results.Add(result);
    }
}

static IReadOnlyList<Measurement> From(IReadOnlyList<(string Name, double Value, string Unit, string Target)> values) =>
    [.. values.Select(value => new Measurement(value.Name, value.Value, value.Unit, value.Target))];

static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
