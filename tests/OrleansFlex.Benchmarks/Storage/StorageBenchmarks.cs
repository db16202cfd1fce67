using System.Diagnostics;
using OrleansFlex.Storage;

namespace OrleansFlex.Benchmarks.Storage;

/// <summary>Durable writes, creations with catalog rows, reads and pages on SQLite.</summary>
public static class StorageBenchmarks
{
    private const int Callers = 4_000;
    private const int States = 100_000;
    private const int StateBytes = 600;

    /// <summary>Runs every measurement on a fresh file; about half a minute.</summary>
    public static async Task<IReadOnlyList<(string Name, double Value, string Unit, string Target)>> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("orleansflex-bench-");
        try
        {
            await using var database = await GridDatabase.OpenSqliteAsync(folder.FullName, TimeProvider.System, CancellationToken.None);
            var json = new byte[StateBytes];
            new Random(1).NextBytes(json);
            var etags = new string?[States];

            var creation = await SecondsAsync(States, async i => etags[i] = await database.States.WriteAsync(Key(i), json, null, Row(i), CancellationToken.None));
            var writes = 5 * States;
            var writing = await SecondsAsync(writes, async i => await RewriteAsync(Scatter(i)));
            var reading = await SecondsAsync(States, async i => await database.States.ReadAsync(Key(i), CancellationToken.None));
            async Task RewriteAsync(int i) => etags[i] = await database.States.WriteAsync(Key(i), json, etags[i], null, CancellationToken.None);
            const int Pages = 5_000;
            var paging = await SecondsAsync(Pages, async i => await database.Catalog.PageAsync(new("acme", "vehicle") { Zone = "BE", After = new(i * 17L, "") }, CancellationToken.None));
            var streaming = await StreamSecondsAsync(database);
            return
            [
                ("100,000 creations with catalog rows, SQLite", creation, "s", "< 20"),
                ("durable state writes of 600 bytes, SQLite", writes / writing, "/s", ">= 60,000"),
                ("state reads, SQLite", States / reading, "/s", ">= 100,000"),
                ("catalog pages of 50 rows, SQLite", Pages / paging, "/s", ">= 5,000"),
                ("catalog rows streamed, SQLite", States / streaming, "/s", ">= 200,000"),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Runs an action for 0 to count - 1 from a fixed number of callers; caller c takes c, c + Callers, and so on.</summary>
    private static async Task<double> SecondsAsync(int count, Func<int, Task> action)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var i = caller; i < count; i += Callers)
                await action(i);
        })));
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> StreamSecondsAsync(IGridDatabase database)
    {
        var watch = Stopwatch.StartNew();
        var rows = 0;
        await foreach (var _ in database.Catalog.StreamAsync(new("acme", "vehicle") { Zone = "BE" }, CancellationToken.None))
            rows++;
        return rows == States ? watch.Elapsed.TotalSeconds : throw new InvalidOperationException($"{rows} rows instead of {States}.");
    }

    // Neighbouring callers hit pages far apart; one state stays with one caller.
    private static int Scatter(int i) => (int)(i % States * 7_919L % States);

    private static StateKey Key(int i) => new("asset", $"acme/0190b5f0-{i:x12}");

    private static CatalogRow Row(int i) => new("acme", "vehicle", $"0190b5f0-{i:x12}", i)
    {
        UserId = $"user-{i / 2}",
        LocationId = $"location-{i / 2}",
        Zone = "BE",
        Area = i % 2 == 0 ? "north" : "south",
        Composition = 3,
        AssetCount = 1,
    };
}
