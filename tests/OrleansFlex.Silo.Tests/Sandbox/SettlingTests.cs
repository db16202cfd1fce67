using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Sites;
using OrleansFlex.Silo.Options;
using OrleansFlex.Silo.Sandbox;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Sandbox;

/// <summary>Batches of simulated households that were cut off, and devices that their users have given up.</summary>
public sealed class SettlingTests : IDisposable
{
    // More than are settled at a time, so that a batch that is cut off has some that were not begun.
    private const int Households = 80;

    private static readonly SiloOptions Held = new()
    {
        Sandbox = new SandboxOptions { Enabled = true, Clock = ClockSetting.Held, StartAt = new(2025, 6, 2, 16, 0, 0, TimeSpan.Zero) },
    };

    private static readonly SandboxBatch Batch = new(
        RunningSilo.ClientId, 0, Households, "Z", "A", "Europe/Brussels", 50.85, 4.35, 7, new() { ["vehicle+solar"] = 2, ["vehicle+battery"] = 1, ["hvac"] = 1 }, 0);

    private readonly string _folder = Directory.CreateTempSubdirectory("silo-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_batch_that_was_cut_off_is_settled_to_its_end_by_the_next_start()
    {
        await using var whole = await (await RunningSilo.StartAsync(Held)).SignedInAsync();
        await Fleet(whole).AddAsync(Batch, null, CancellationToken.None);
        var expected = await EntitiesAsync(whole);

        await using (var first = await (await RunningSilo.StartAsync(Held, folder: _folder)).SignedInAsync())
        {
            using var cut = new CancellationTokenSource();
            await Should.ThrowAsync<OperationCanceledException>(Fleet(first).AddAsync(Batch, new Cut(cut), cut.Token));
            (await ListAsync(first, "/users?pageSize=100")).Count.ShouldBeLessThan(Households);
        }

        for (var start = 0; start < 2; start++)
        {
            await using var again = await (await RunningSilo.StartAsync(Held, folder: _folder)).SignedInAsync();
            await Fleet(again).WhenSettled;
            (await EntitiesAsync(again)).ShouldBe(expected);
            Fleet(again).Count.ShouldBe(Households);
            (await again.Http.PostJson("/sandbox/clock", """{"advance":"PT1H"}""")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task What_a_crash_between_two_writes_of_a_household_left_out_is_made_up_for()
    {
        var expected = new List<string>();
        await using (var first = await (await RunningSilo.StartAsync(Held, folder: _folder)).SignedInAsync())
        {
            var batch = await Fleet(first).AddAsync(Batch, null, CancellationToken.None);
            expected.AddRange(await EntitiesAsync(first));
            // As it is left where the process ends after the write of the entity itself, and before those that should follow on it.
            foreach (var home in Fleet(first).Of(RunningSilo.ClientId))
            {
                var grains = first.Host.App.Services.GetRequiredService<IGrainFactory>();
                var site = grains.GetGrain<ISiteGrain>(GrainKeys.Of(batch.Client, batch.LocationId(home.Index)));
                var user = grains.GetGrain<IUserGrain>(GrainKeys.Of(batch.Client, batch.UserId(home.Index)));
                await site.RemoveArray(batch.SolarConfigurationId(home.Index));
                await site.DetachPolicy(batch.PolicyId(home.Index));
                await user.RemovePlace(batch.LocationId(home.Index));
                await user.RemovePolicy(batch.PolicyId(home.Index));
                for (var device = 0; device < home.Devices; device++)
                {
                    await site.DetachAsset(home.DeviceId(device));
                    await user.RemoveDevice(home.DeviceId(device));
                }
            }

            var settings = first.Host.Database.Settings;
            var stored = (await settings.GetAsync("sandbox.batches", CancellationToken.None))!;
            stored.ShouldContain("\"IsUnsettled\":false");
            await settings.SetAsync("sandbox.batches", stored.Replace("\"IsUnsettled\":false", "\"IsUnsettled\":true", StringComparison.Ordinal), CancellationToken.None);
        }

        await using var again = await (await RunningSilo.StartAsync(Held, folder: _folder)).SignedInAsync();
        await Fleet(again).WhenSettled;
        (await EntitiesAsync(again)).ShouldBe(expected);
        // With everything that hangs on a user gone by one request, nothing of it was out of the user's sight.
        foreach (var user in Enumerable.Range(0, Households))
            (await again.Http.DeleteAsync($"/users/sandbox-0-{user}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await EntitiesAsync(again)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_device_that_was_unlinked_is_simulated_no_longer()
    {
        string device, other;
        await using (var first = await (await RunningSilo.StartAsync(Held, folder: _folder)).SignedInAsync())
        {
            await Fleet(first).AddAsync(Batch, null, CancellationToken.None);
            var vehicles = await ListAsync(first, "/vehicles?pageSize=100");
            (device, other) = (vehicles[0], vehicles[1]);
            (await first.Http.GetAsync($"/sandbox/devices/{device}")).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await first.Http.DeleteAsync($"/devices/{device}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
            (await first.Http.GetAsync($"/sandbox/devices/{device}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await first.Http.DeleteAsync("/users/sandbox-0-3")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
            await first.Http.PostJson("/sandbox/clock", """{"advance":"PT1H"}""");
            Fleet(first).Count.ShouldBe(Households - 1);
        }

        await using var again = await (await RunningSilo.StartAsync(Held, folder: _folder)).SignedInAsync();
        (await again.Http.GetAsync($"/sandbox/devices/{device}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await again.Http.GetAsync($"/sandbox/devices/{other}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await again.Http.PostJson("/sandbox/clock", """{"advance":"PT1H"}""");
        Fleet(again).Count.ShouldBe(Households - 1);
    }

    private static SandboxFleet Fleet(RunningSilo silo) => silo.Host.App.Services.GetRequiredService<SandboxFleet>();

    private static async Task<List<string>> EntitiesAsync(RunningSilo silo)
    {
        var all = new List<string>();
        foreach (var path in new[] { "/users", "/locations", "/vehicles", "/batteries", "/hvacs", "/inverters", "/flex/vehicle-policies", "/solar-configurations" })
            all.AddRange((await ListAsync(silo, $"{path}?pageSize=100")).Select(id => $"{path} {id}").Order(StringComparer.Ordinal));
        return all;
    }

    private static async Task<List<string>> ListAsync(RunningSilo silo, string path) =>
        [.. JsonNode.Parse(await silo.Http.GetStringAsync(path))!["data"]!.AsArray().Select(item => (string)item!["id"]!)];

    private sealed class Cut(CancellationTokenSource source) : IProgress<int>
    {
        public void Report(int value) => source.Cancel();
    }
}
