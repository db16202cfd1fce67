using OrleansFlex.Silo.Sandbox;
using Spectre.Console;

namespace OrleansFlex.Silo.Demo;

/// <summary>The simulated households of the demonstration: one batch in each area, whatever of that is there already.</summary>
internal sealed class DemoHouseholds(SandboxFleet fleet, string client, string zoneId, string timezoneName)
{
    /// <summary>The areas of the zone.</summary>
    public static readonly string[] Areas = ["north", "south"];

    private static readonly Dictionary<string, double> Mix = new(StringComparer.Ordinal)
    {
        ["vehicle"] = 0.45,
        ["vehicle+solar"] = 0.2,
        ["vehicle+battery"] = 0.15,
        ["hvac"] = 0.2,
    };

    /// <summary>The households of all zones that a demonstration has made before.</summary>
    public SandboxHome[] Known() => [.. fleet.Of(client).Where(home => home.Batch.Owner is null && Areas.Contains(home.Batch.Area))];

    /// <summary>Makes what is missing of so many households.</summary>
    public async Task AddMissing(int households, IAnsiConsole console, CancellationToken cancellation)
    {
        var known = Known().Select(home => home.Batch.Area).ToHashSet();
        var missing = Areas.Index()
            .Select(area => (area.Index, area.Item, Count: area.Index == 0 ? households - (households / 2) : households / 2))
            .Where(area => area.Count > 0 && !known.Contains(area.Item))
            .ToArray();
        if (missing.Length > 0)
            await Progress(console).StartAsync(progress => Add(missing, progress, cancellation));
    }

    private async Task Add((int Index, string Name, int Count)[] areas, ProgressContext progress, CancellationToken cancellation)
    {
        var task = progress.AddTask("Simulated households", maxValue: areas.Sum(area => area.Count));
        foreach (var (index, name, count) in areas)
        {
            var before = task.Value;
            var batch = new SandboxBatch(client, 0, count, zoneId, name, timezoneName, 51.0 - (index * 0.8), 4.4, 2026, Mix, 0);
            await fleet.AddAsync(batch, new Counter(done => task.Value = Math.Max(task.Value, before + done)), cancellation);
        }

        task.Value = task.MaxValue;
    }

    private static Progress Progress(IAnsiConsole console) =>
        console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn());

    private sealed class Counter(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }
}
