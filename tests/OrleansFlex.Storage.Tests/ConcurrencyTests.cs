using System.Globalization;
using System.Text;

namespace OrleansFlex.Storage.Tests;

/// <summary>What every engine promises when many write at once.</summary>
public abstract class ConcurrencyTests : StorageTests
{
    [Fact]
    public async Task Of_many_racing_creations_exactly_one_wins()
    {
        var key = NewKey();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => TryWriteAsync(key, $"{i}", null)));

        var winner = Array.FindIndex(outcomes, etag => etag is not null);
        outcomes.Count(etag => etag is not null).ShouldBe(1);
        var stored = (await States.ReadAsync(key, Ct))!.Value;
        stored.ETag.ShouldBe(outcomes[winner]);
        Encoding.UTF8.GetString(stored.Json).ShouldBe($"{winner}");
    }

    [Fact]
    public async Task No_update_is_lost_when_callers_retry_on_mismatch()
    {
        const int Callers = 24, Increments = 15;
        var key = NewKey();
        await States.WriteAsync(key, Json("0"), null, null, Ct);

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            for (var done = 0; done < Increments;)
            {
                var (json, etag) = (await States.ReadAsync(key, Ct))!.Value;
                var next = int.Parse(Encoding.UTF8.GetString(json), CultureInfo.InvariantCulture) + 1;
                if (await TryWriteAsync(key, $"{next}", etag) is not null)
                    done++;
            }
        })));

        Encoding.UTF8.GetString((await States.ReadAsync(key, Ct))!.Value.Json).ShouldBe($"{Callers * Increments}");
    }

    [Fact]
    public async Task Two_silos_on_one_database_lose_no_update_either()
    {
        const int Increments = 60;
        var key = NewKey();
        await States.WriteAsync(key, Json("0"), null, null, Ct);
        await using var other = await OpenAsync();

        await Task.WhenAll(new[] { Database, other, Database, other }.Select(database => Task.Run(async () =>
        {
            for (var done = 0; done < Increments;)
            {
                var (json, etag) = (await database.States.ReadAsync(key, Ct))!.Value;
                try
                {
                    await database.States.WriteAsync(key, Json($"{int.Parse(Encoding.UTF8.GetString(json), CultureInfo.InvariantCulture) + 1}"), etag, null, Ct);
                    done++;
                }
                catch (ETagMismatchException)
                {
                    // Somebody else was faster; read again.
                }
            }
        })));

        Encoding.UTF8.GetString((await States.ReadAsync(key, Ct))!.Value.Json).ShouldBe($"{4 * Increments}");
    }

    [Fact]
    public async Task A_conflict_does_not_disturb_its_neighbours_in_the_group()
    {
        var keys = Enumerable.Range(0, 1_000).Select(_ => NewKey()).ToList();
        foreach (var key in keys.Where((_, i) => i % 3 == 0))
            await States.WriteAsync(key, Json("old"), null, null, Ct);

        var outcomes = await Task.WhenAll(keys.Select((key, i) => TryWriteAsync(key, "new", null, Row($"r{i}"))));

        for (var i = 0; i < keys.Count; i++)
        {
            var taken = i % 3 == 0;
            (outcomes[i] is null).ShouldBe(taken);
            Encoding.UTF8.GetString((await States.ReadAsync(keys[i], Ct))!.Value.Json).ShouldBe(taken ? "old" : "new");
            (await Database.Catalog.FindAsync(new(Client, "vehicle", $"r{i}"), Ct) is null).ShouldBe(taken);
        }
    }

    [Fact]
    public async Task Writes_of_one_state_queued_together_are_applied_in_order()
    {
        var key = NewKey();
        var row = Row("ordered");

        var create = States.WriteAsync(key, Json("1"), null, row, Ct).AsTask();
        var again = Should.ThrowAsync<ETagMismatchException>(States.WriteAsync(key, Json("2"), null, row with { AssetCount = 9 }, Ct).AsTask());
        var etag = await create;
        await again;
        var clear = States.ClearAsync(key, etag, row.Key, Ct).AsTask();
        var recreate = States.WriteAsync(key, Json("3"), null, row with { AssetCount = 3 }, Ct).AsTask();
        await Task.WhenAll(clear, recreate);

        (await States.ReadAsync(key, Ct))!.Value.ETag.ShouldBe(await recreate);
        (await Database.Catalog.FindAsync(row.Key, Ct))!.AssetCount.ShouldBe(3);
    }

    [Fact]
    public async Task What_is_acknowledged_is_visible_to_every_reader_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(async () =>
        {
            var key = NewKey();
            string? etag = null;
            for (var i = 0; i < 60; i++)
            {
                etag = await States.WriteAsync(key, Json($"{i}"), etag, Row($"v{key.GrainKey}") with { AssetCount = i }, Ct);
                (await States.ReadAsync(key, Ct))!.Value.ETag.ShouldBe(etag);
                (await Database.Catalog.FindAsync(new(Client, "vehicle", $"v{key.GrainKey}"), Ct))!.AssetCount.ShouldBe(i);
            }
        })));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task A_random_history_leaves_what_a_model_says()
    {
        var random = new Random(20_260_101);
        var keys = Enumerable.Range(0, 40).Select(_ => NewKey()).ToArray();
        var model = new Dictionary<StateKey, (string Json, string ETag)>();
        for (var step = 0; step < 1_500; step++)
        {
            var key = keys[random.Next(keys.Length)];
            var known = model.TryGetValue(key, out var entry);
            var stale = random.Next(5) == 0;
            var expected = (known, stale) switch { (true, false) => entry.ETag, (false, false) => null, (true, true) => null, _ => "7.7" };
            if (random.Next(4) == 0)
            {
                (await TryClearAsync(key, expected)).ShouldBe(!stale);
                if (!stale)
                    model.Remove(key);
            }
            else
            {
                var etag = await TryWriteAsync(key, $"{step}", expected);
                (etag is not null).ShouldBe(!stale);
                if (etag is not null)
                    model[key] = ($"{step}", etag);
            }
        }

        foreach (var key in keys)
        {
            var stored = await States.ReadAsync(key, Ct);
            (stored is { } s ? (Encoding.UTF8.GetString(s.Json), s.ETag) : default).ShouldBe(model.GetValueOrDefault(key));
        }
    }

    private async Task<string?> TryWriteAsync(StateKey key, string json, string? etag, CatalogRow? row = null)
    {
        try
        {
            return await States.WriteAsync(key, Json(json), etag, row, Ct);
        }
        catch (ETagMismatchException)
        {
            return null;
        }
    }

    private async Task<bool> TryClearAsync(StateKey key, string? etag)
    {
        try
        {
            await States.ClearAsync(key, etag, null, Ct);
            return true;
        }
        catch (ETagMismatchException)
        {
            return false;
        }
    }
}
