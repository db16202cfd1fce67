using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Contracts.Pricing;
using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Silo.Clock;
using OrleansFlex.Silo.Hosting;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Sandbox;
using OrleansFlex.Silo.Terminal;
using Spectre.Console;

namespace OrleansFlex.Silo.Demo;

/// <summary>Sets the demonstration up by the grain calls that requests lead to, waits for the shape and prints it.</summary>
internal sealed class Demonstration(SiloHost host, DemoClient client, string zoneId, DateTimeZone timeZone, int households, string? priceFile, string dataFolder)
{
    private static readonly string[] Areas = ["north", "south"];

    private static readonly (string Name, HouseholdTypes Includes, HouseholdTypes Excludes)[] Segments =
    [
        ("EV only", HouseholdTypes.Vehicle, HouseholdTypes.Solar | HouseholdTypes.Battery),
        ("EV + solar", HouseholdTypes.Vehicle | HouseholdTypes.Solar, HouseholdTypes.Battery),
        ("EV + battery", HouseholdTypes.Vehicle | HouseholdTypes.Battery, HouseholdTypes.None),
    ];

    private static readonly Dictionary<string, double> Mix = new(StringComparer.Ordinal)
    {
        ["vehicle"] = 0.45,
        ["vehicle+solar"] = 0.2,
        ["vehicle+battery"] = 0.15,
        ["hvac"] = 0.2,
    };

    private readonly long _started = TimeProvider.System.GetTimestamp();
    private readonly IGrainFactory _grains = host.App.Services.GetRequiredService<IGrainFactory>();
    private readonly DomainClock _clock = host.App.Services.GetRequiredService<DomainClock>();
    private readonly SandboxFleet _fleet = host.App.Services.GetRequiredService<SandboxFleet>();

    private IZoneGrain Zone => _grains.GetGrain<IZoneGrain>(GrainKeys.Of(client.Id, zoneId));

    public async Task RunAsync(CancellationToken cancellation)
    {
        var console = AnsiConsole.Console;
        var prices = "as pushed before";
        if (_fleet.Of(client.Id).Count == 0)
            await console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
                .StartAsync(progress => AddHouseholds(progress, cancellation));
        if (await Zone.Get() is null)
        {
            await AddSegments();
            (await Zone.Activate("EUR")).OrProblem();
        }

        if (priceFile is not null || await Signal(Areas[0]) is null)
            prices = await PushPrices();
        var shape = await console.Status().StartAsync("Planning …", _ => WaitForShape(cancellation));
        DemoReport.Print(console, await Summarise(shape, prices));
    }

    private async Task AddHouseholds(ProgressContext progress, CancellationToken cancellation)
    {
        var task = progress.AddTask("Simulated households", maxValue: households);
        for (var area = 0; area < Areas.Length; area++)
        {
            var count = area == 0 ? households - (households / 2) : households / 2;
            if (count == 0)
                continue;
            var before = task.Value;
            var batch = new SandboxBatch(client.Id, 0, count, zoneId, Areas[area], timeZone.Id, 51.0 - (area * 0.8), 4.4, 2026, Mix, 0);
            await _fleet.AddAsync(batch, new Counter(done => task.Value = Math.Max(task.Value, before + done)), cancellation);
        }

        task.Value = households;
    }

    private async Task AddSegments()
    {
        var book = _grains.GetGrain<ISegmentBookGrain>(GrainKeys.Of(client.Id));
        if ((await book.List()).Length > 0)
            return;
        foreach (var (name, includes, excludes) in Segments)
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

    private sealed class Counter(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }
}
