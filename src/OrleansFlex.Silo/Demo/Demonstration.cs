using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using NodaTime;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Contracts.Pricing;
using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Silo.Clock;
using OrleansFlex.Silo.Commands;
using OrleansFlex.Silo.Hosting;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Sandbox;
using OrleansFlex.Silo.Terminal;
using Spectre.Console;

namespace OrleansFlex.Silo.Demo;

/// <summary>Sets the demonstration up by the grain calls that requests lead to, waits for the shape and prints it.</summary>
internal sealed class Demonstration(SiloHost host, DemoClient client, string zoneId, DateTimeZone timeZone, int? households, PriceFile? priceFile, string dataFolder)
{
    private static readonly (string Name, HouseholdTypes Includes, HouseholdTypes Excludes)[] Segments =
    [
        ("EV only", HouseholdTypes.Vehicle, HouseholdTypes.Solar | HouseholdTypes.Battery),
        ("EV + solar", HouseholdTypes.Vehicle | HouseholdTypes.Solar, HouseholdTypes.Battery),
        ("EV + battery", HouseholdTypes.Vehicle | HouseholdTypes.Battery, HouseholdTypes.None),
    ];

    private const int DefaultHouseholds = 500;

    private readonly long _started = TimeProvider.System.GetTimestamp();
    private readonly IGrainFactory _grains = host.App.Services.GetRequiredService<IGrainFactory>();
    private readonly DomainClock _clock = host.App.Services.GetRequiredService<DomainClock>();
    private readonly SandboxFleet _fleet = host.App.Services.GetRequiredService<SandboxFleet>();

    private IZoneGrain Zone => _grains.GetGrain<IZoneGrain>(GrainKeys.Of(client.Id, zoneId));

    private static string[] Areas => DemoHouseholds.Areas;

    /// <exception cref="CommandFailedException">The folder's households are elsewhere, or the price file does not reach far enough; nothing was changed.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var console = DemoConsole.Create(!Console.IsOutputRedirected);
        CheckPrices();
        if (!_fleet.WhenSettled.IsCompleted)
            await console.Status().StartAsync("Completing what was cut off …", _ => _fleet.WhenSettled.WaitAsync(cancellation));

        var homes = new DemoHouseholds(_fleet, client.Id, zoneId, timeZone.Id);
        var known = homes.Known();
        if (Array.Find(known, home => home.Batch.Zone != zoneId) is { } elsewhere)
            throw new CommandFailedException($"The households in {dataFolder} are in zone {elsewhere.Batch.Zone}, not {zoneId}. Choose another folder with --data.");
        await homes.AddMissing(households ?? DefaultHouseholds, console, cancellation);
        if (await Zone.Get() is null)
        {
            await AddSegments();
            (await Zone.Activate("EUR")).OrProblem();
        }

        var prices = "as pushed before";
        if (priceFile is not null || await Signal(Areas[0]) is null || await Signal(Areas[1]) is null)
            prices = await PushPrices();
        var shape = await console.Status().StartAsync("Planning …", _ => WaitForShape(cancellation));
        DemoReport.Print(console, await Summarise(shape, prices) with { Kept = Kept(known.Length, homes.Known().Length) });
    }

    private string? Kept(int before, int now)
    {
        if (before == 0)
            return null;
        var kept = before.ToString("N0", CultureInfo.InvariantCulture);
        return households is { } asked && asked != now
            ? $"{kept} households were there before and are kept, so --households does not count. Another folder, named with --data, starts anew."
            : $"{kept} of them were there before.";
    }

    private void CheckPrices()
    {
        try
        {
            _ = DemoPrices.Read(priceFile, timeZone, _clock.GetUtcNow());
        }
        catch (FormatException wrong)
        {
            throw new CommandFailedException(wrong.Message);
        }
    }

    private async Task AddSegments()
    {
        var book = _grains.GetGrain<ISegmentBookGrain>(GrainKeys.Of(client.Id));
        var known = (await book.List()).Select(segment => segment.Name).ToHashSet(StringComparer.Ordinal);
        // The tenant has made segments of its own, which these might overlap.
        if (!known.IsSubsetOf(Segments.Select(segment => segment.Name)))
            return;
        foreach (var (name, includes, excludes) in Segments.Where(segment => !known.Contains(segment.Name)))
            (await book.Create(new SegmentDraft(name, includes, excludes))).OrProblem();
    }

    private async Task<string> PushPrices()
    {
        var (values, toMs, name) = DemoPrices.Read(priceFile, timeZone, _clock.GetUtcNow());
        (await Zone.PushPrices([.. Areas], "EUR", values, toMs)).OrProblem();
        // The shape that is shown is to be planned against these prices, not against those of before.
        foreach (var number in Enumerable.Range(0, ZonePartitions.Count))
            await _grains.GetGrain<IZonePartitionGrain>(ZonePartitions.Key(client.Id, zoneId, number)).Refresh(new RefreshRequest(null, 0));
        await Zone.Flush();
        return name;
    }

    private Task<AreaSignal?> Signal(string area) => _grains.GetGrain<IAreaPriceGrain>(GrainKeys.Of(client.Id, zoneId, area)).GetSignal();

    private async Task<JsonElement> WaitForShape(CancellationToken cancellation)
    {
        while (true)
        {
            var reply = await Zone.GetShape(null, null);
            if (reply.State == ShapeReplyState.Found)
                return JsonSerializer.Deserialize<JsonElement>(reply.Json);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellation);
        }
    }

    private async Task<DemoSummary> Summarise(JsonElement shape, string prices)
    {
        var signal = await Signal(Areas[0]);
        var homes = _fleet.Of(client.Id).Where(home => home.Household.Spec.Wish is not null).ToArray();
        var plans = await Task.WhenAll(homes.Select(home =>
            _grains.GetGrain<IVehiclePolicyGrain>(GrainKeys.Of(client.Id, home.Batch.PolicyId(home.Index))).GetPlan()));
        var planned = plans.Where(plan => plan?.Plan is not null).Select(plan => plan!).ToArray();
        return new DemoSummary
        {
            ZoneId = zoneId,
            TimezoneName = timeZone.Id,
            Now = Local(_clock.GetUtcNow()),
            Households = _fleet.Of(client.Id).Count,
            Assets = Assets(shape.GetProperty("total")),
            PluggedIn = planned.Length,
            Vehicles = homes.Length,
            Currency = "EUR",
            PriceSource = prices,
            Shape = [.. shape.GetProperty("total").GetProperty("chunks").EnumerateArray().Select(chunk => Chunk(chunk, signal))],
            Segments =
            [
                .. shape.GetProperty("segments").EnumerateArray().Select(segment => Segment(segment.GetProperty("name").GetString()!, segment)),
                Segment("(unassigned)", shape.GetProperty("unassigned")),
            ],
            Plans = new DemoPlans(planned.Length, (double)planned.Sum(plan => plan.Plan!.EnergyKwh), planned.Sum(plan => plan.Plan!.Cost), planned.Sum(plan => plan.Plan!.CostImmediate)),
            BaseUrl = host.App.Urls.First(),
            ClientId = client.Id,
            ClientSecret = client.Secret,
            DataFolder = dataFolder,
            Elapsed = TimeProvider.System.GetElapsedTime(_started),
        };
    }

    private DateTimeOffset Local(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(timeZone).ToDateTimeOffset();

    private static int Assets(JsonElement aggregate) => aggregate.GetProperty("assetCount").GetInt32();

    private static DemoSegment Segment(string name, JsonElement aggregate) => new(
        name, Assets(aggregate), aggregate.GetProperty("chunks")[0].GetProperty("forecast").GetProperty("expectedKw").GetDouble());

    private DemoChunk Chunk(JsonElement chunk, AreaSignal? signal)
    {
        var at = chunk.GetProperty("timestamp").GetDateTimeOffset();
        var forecast = chunk.GetProperty("forecast");
        return new DemoChunk(
            Local(at),
            forecast.GetProperty("expectedKw").GetDouble(),
            forecast.GetProperty("minimumKw").GetDouble(),
            forecast.GetProperty("maximumKw").GetDouble(),
            forecast.GetProperty("confidence").GetDouble(),
            signal?.Timeline.At(at.ToUnixTimeMilliseconds()));
    }
}
