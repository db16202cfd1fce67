using System.Globalization;
using OrleansFlex.Benchmarks;
using OrleansFlex.Benchmarks.Engine;
using OrleansFlex.Benchmarks.Planner;
using OrleansFlex.Benchmarks.Shape;
using OrleansFlex.Benchmarks.Silo;
using OrleansFlex.Benchmarks.Simulations;
using OrleansFlex.Benchmarks.Storage;
using OrleansFlex.Benchmarks.Tariffs;

// Usage: [engine] [planner] [shape] [storage] [tariffs] [simulation] [silo] [load] [--households N] [--cars N] [--hours N] [--begin HOUR] [--prices-every HOURS]; without names, everything.
var names = args.Where(arg => !arg.StartsWith("--", StringComparison.Ordinal) && !int.TryParse(arg, out _)).ToHashSet(StringComparer.Ordinal);
var households = Number("--households", 100_000);
var file = new ResultsFile(Path.Combine(SourceFolder(), "results"));

await Group("engine", async note => Each(await EngineBenchmarks.RunAsync(), note));
await Group("planner", note => Now(() => Each(PlannerBenchmarks.Run(), note)));
await Group("shape", note => Now(() => Each(ShapeBenchmarks.Run(), note)));
await Group("storage", async note => Each(await StorageBenchmarks.RunAsync(), note));
await Group("tariffs", async note => Each(await TariffBenchmarks.RunAsync(), note));
await Group("simulation", note => Now(() => Each(SimulationBenchmarks.Run(), note)));
await Group("silo", note => SiloBenchmarks.RunAsync(households, note));
await Group("load", note => LoadBenchmarks.RunAsync(Number("--cars", 30_000), Number("--hours", 24), Number("--begin", 15), Number("--prices-every", 1), note));

int Number(string name, int otherwise) =>
    Array.IndexOf(args, name) is var at and >= 0 ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;

async Task Group(string name, Func<Action<Measurement>, Task> run)
{
    if (names.Count > 0 && !names.Contains(name))
        return;
    Console.WriteLine($"{name} …");
    var results = new List<Measurement>();
    await run(result =>
    {
        Console.WriteLine(result);
        results.Add(result);
    });
    file.Put(name, results);
}

static Task Now(Action run)
{
    run();
    return Task.CompletedTask;
}

static void Each(IReadOnlyList<(string Name, double Value, string Unit, string Target)> values, Action<Measurement> note)
{
    foreach (var value in values)
        note(new Measurement(value.Name, value.Value, value.Unit, value.Target));
}

static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
