using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace OrleansFlex.EndToEnd.Tests;

[Trait("Category", "Slow")]
public sealed class WebhookCrashTests
{
    private const int Entities = 20, PerEntity = 500, PerWrite = 10, Kills = 5;

    [Fact]
    public async Task Every_event_arrives_in_order_though_the_silo_is_killed_and_the_receiver_fails()
    {
        using var data = new TemporaryFolder();
        var random = new Random(11);
        await using var receiver = new UnreliableReceiver(FreePort(), new Random(12));
        await receiver.StartAsync();
        var environment = new Dictionary<string, string>
        {
            ["EVENT_SOURCE_SINCE"] = DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture),
            ["Webhooks__AllowPrivate"] = "true",
        };
        for (var round = 0; round <= Kills; round++)
        {
            await using var silo = await RestartableSilo.StartAsync("OrleansFlex.Silo.EventSource.dll", data.Path, environment);
            using var http = await silo.SignInAsync();
            if (round == 0)
                await http.SendAsync("POST", "/webhooks", $$"""{"url":"{{receiver.Address}}","secret":"example-secret","events":["flex:session:updated"]}""");
            // It was away when this silo came up.
            if (round > 0 && round % 2 == 0)
                await receiver.StartAsync();
            var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var writes = 0;
            var wanted = round < Kills ? random.Next(60, 180) : int.MaxValue;
            var writing = Enumerable.Range(0, Entities).Select(entity => WriteAsync(http, $"e{entity}", () =>
            {
                if (Interlocked.Increment(ref writes) == wanted)
                    enough.TrySetResult();
            })).ToArray();
            if (round == Kills)
            {
                await Task.WhenAll(writing);
                await receiver.WhenReceivedAsync(Entities * PerEntity).WaitAsync(TimeSpan.FromMinutes(4), TestContext.Current.CancellationToken);
                break;
            }

            await Task.WhenAny(enough.Task, Task.WhenAll(writing)).WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
            await silo.KillAsync();
            await Task.WhenAll(writing);
            if (round % 2 == 1)
                await receiver.StopAsync();
        }

        receiver.Faults.ShouldBeEmpty();
        receiver.Duplicates.ShouldBeGreaterThan(0);
        receiver.Largest.ShouldBeLessThanOrEqualTo(100);
        TestContext.Current.TestOutputHelper?.WriteLine($"{receiver.Deliveries} deliveries, {receiver.Duplicates} duplicates, at most {receiver.Largest} events in one.");
    }

    // What an entity has counted is what it has stored, so a write that was cut off is not repeated where it got through.
    private static async Task WriteAsync(HttpClient http, string entity, Action written)
    {
        try
        {
            var count = (await http.SendAsync("GET", $"/source/{entity}")).GetInt32();
            while (count < PerEntity)
            {
                count = (await http.SendAsync("POST", $"/source/{entity}?count={PerWrite}")).GetInt32();
                written();
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            // The process is gone.
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
