using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace OrleansFlex.Storage.Tests.Postgres;

/// <summary>Takes the server away under load. Each test has a server of its own.</summary>
[Trait("Category", "Slow")]
public sealed class PostgresLossTests : IAsyncLifetime
{
    private const int Callers = 40;
    private readonly PostgresServer _server = new();
    private readonly ConcurrentDictionary<int, int> _acknowledged = new();
    private readonly SemaphoreSlim _progress = new(0);
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _serverUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _stop;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_the_server_crashes_and_comes_back()
    {
        var connectionString = await _server.CreateDatabaseAsync();
        await using var database = await GridDatabase.OpenPostgresAsync(connectionString, TimeProvider.System, Ct);
        var callers = Enumerable.Range(0, Callers).Select(caller => Task.Run(() => CountAsync(database, caller))).ToList();

        for (var crash = 0; crash < 2; crash++)
        {
            await WritesAsync(400);
            await _server.CrashAsync();
            await _failed.Task.WaitAsync(TimeSpan.FromSeconds(30), Ct);
            (await database.IsHealthyAsync(Ct)).ShouldBeFalse();
            await _server.StartAsync();
            Interlocked.Exchange(ref _serverUp, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }

        await WritesAsync(400);
        _stop = true;
        await Task.WhenAll(callers).WaitAsync(TimeSpan.FromSeconds(30), Ct);
        (await database.IsHealthyAsync(Ct)).ShouldBeTrue();
        await ShouldHoldAsync(connectionString);
    }

    [Fact]
    public async Task Killed_connections_are_replaced()
    {
        var connectionString = await _server.CreateDatabaseAsync();
        await using var database = await GridDatabase.OpenPostgresAsync(connectionString, TimeProvider.System, Ct);
        _serverUp.SetResult();
        var callers = Enumerable.Range(0, Callers).Select(caller => Task.Run(() => CountAsync(database, caller))).ToList();

        for (var kill = 0; kill < 5; kill++)
        {
            await WritesAsync(200);
            await PostgresServer.ExecuteAsync(connectionString, "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        }

        await WritesAsync(200);
        _stop = true;
        await Task.WhenAll(callers).WaitAsync(TimeSpan.FromSeconds(30), Ct);
        await ShouldHoldAsync(connectionString);
    }

    /// <summary>Waits for so many more acknowledgements.</summary>
    private async Task WritesAsync(int count)
    {
        for (var i = 0; i < count; i++)
            (await _progress.WaitAsync(TimeSpan.FromSeconds(30), Ct)).ShouldBeTrue("writes did not go on within 30 s");
    }

    /// <summary>Writes 1, 2, 3, … into one state; after a failure reads what is there and goes on from it.</summary>
    private async Task CountAsync(IGridDatabase database, int caller)
    {
        var key = new StateKey("count", $"{caller}");
        var (count, etag, uncertain) = (0, (string?)null, false);
        while (!_stop || uncertain)
        {
            var up = Volatile.Read(ref _serverUp).Task;
            try
            {
                if (uncertain)
                {
                    var stored = await database.States.ReadAsync(key, Ct);
                    var found = stored is { } state ? int.Parse(Encoding.UTF8.GetString(state.Json), CultureInfo.InvariantCulture) : 0;
                    found.ShouldBeInRange(count, count + 1);
                    (count, etag, uncertain) = (found, stored?.ETag, false);
                }

                uncertain = true;
                etag = await database.States.WriteAsync(key, Encoding.UTF8.GetBytes($"{count + 1}"), etag, Row(caller, count + 1), Ct);
                uncertain = false;
                _acknowledged[caller] = ++count;
                _progress.Release();
            }
            catch (StorageUnavailableException)
            {
                _failed.TrySetResult();
                await up.WaitAsync(TimeSpan.FromSeconds(30), Ct);
            }
        }
    }

    private async Task ShouldHoldAsync(string connectionString)
    {
        await using var database = await GridDatabase.OpenPostgresAsync(connectionString, TimeProvider.System, Ct);
        foreach (var (caller, count) in _acknowledged)
        {
            Encoding.UTF8.GetString((await database.States.ReadAsync(new("count", $"{caller}"), Ct))!.Value.Json).ShouldBe($"{count}");
            (await database.Catalog.FindAsync(new("client", "vehicle", $"{caller}"), Ct))!.AssetCount.ShouldBe(count);
        }
    }

    private static CatalogRow Row(int caller, int count) => new("client", "vehicle", $"{caller}", caller) { AssetCount = count };
}
