using System.Net;

namespace OrleansFlex.EndToEnd.Tests;

[Trait("Category", "Slow")]
public sealed class CrashTests
{
    private const int Cars = 8;

    [Fact]
    public async Task What_was_acknowledged_before_a_kill_is_there_after_the_restart()
    {
        using var data = new TemporaryFolder();
        Home[] homes;
        await using (var silo = await RestartableSilo.StartAsync(data.Path))
        {
            using var http = await silo.SignInAsync();
            homes = await Task.WhenAll(Enumerable.Range(0, Cars).Select(i => http.AddHomeAsync($"u{i}")));
            await http.SendAsync("POST", "/flex/zones/Z", """{"currency":"EUR"}""");
            await silo.KillAsync();
        }

        var writers = homes.Select(home => new CrashWriter(home)).ToArray();
        for (var round = 1; round <= 3; round++)
        {
            await using var silo = await RestartableSilo.StartAsync(data.Path);
            using var http = await silo.SignInAsync();
            await ShapeComesBackAsync(http);
            foreach (var writer in writers)
                await writer.CheckAsync(http);

            // Killed in the middle of writing, after a different number of acknowledgements in each round.
            var enough = new TaskCompletionSource();
            var acknowledged = 0;
            var wanted = 40 + (round * 53);
            var writing = writers.Select(writer => writer.WriteUntilItFailsAsync(http, () =>
            {
                if (Interlocked.Increment(ref acknowledged) == wanted)
                    enough.TrySetResult();
            })).ToArray();
            await enough.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
            await silo.KillAsync();
            await Task.WhenAll(writing);
        }

        await using var last = await RestartableSilo.StartAsync(data.Path);
        using var reader = await last.SignInAsync();
        foreach (var writer in writers)
            await writer.CheckAsync(reader);
        (await ShapeComesBackAsync(reader)).ShouldBe(Cars);
    }

    private static async Task<int> ShapeComesBackAsync(HttpClient http)
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            using var response = await http.TryAsync("GET", "/flex/shape/Z");
            if (response.StatusCode == HttpStatusCode.OK)
                return (await http.SendAsync("GET", "/flex/shape/Z")).GetProperty("total").GetProperty("assetCount").GetInt32();
            response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            response.Headers.RetryAfter.ShouldNotBeNull();
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException("The shape did not come back.");
    }
}
