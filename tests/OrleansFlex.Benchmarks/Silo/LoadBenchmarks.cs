using System.Diagnostics;
using System.Globalization;

namespace OrleansFlex.Benchmarks.Silo;

/// <summary>A simulated day of a fleet at sixty times real time: plans are carried out, sessions begin and settle, prices are pushed.</summary>
internal static class LoadBenchmarks
{
    private const int Speed = 60;

    private static readonly DateTimeOffset Midnight = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Runs the day.</summary>
    /// <param name="households">How many cars are simulated.</param>
    /// <param name="hours">How many simulated hours.</param>
    /// <param name="begin">The hour of the day at which it begins, UTC. Most cars charge from 23 on.</param>
    /// <param name="pricesEvery">After how many simulated hours new prices are pushed. A day-ahead auction does so once a day, intraday trading every hour.</param>
    public static async Task RunAsync(int households, int hours, int begin, int pricesEvery, Action<Measurement> note)
    {
        await using var silo = await SiloProcess.StartAsync(Instant(Midnight.AddHours(begin)), Speed.ToString(CultureInfo.InvariantCulture));
        await silo.SendAsync(HttpMethod.Post, "/sandbox/households", new
        {
            count = households,
            zone = "BE",
            area = "north",
            timezoneName = "Europe/Brussels",
            seed = 11,
            mix = new Dictionary<string, double> { ["vehicle"] = 1 },
        });
        await silo.SendAsync(HttpMethod.Post, "/flex/zones/BE", new { currency = "EUR" });
        using var end = new CancellationTokenSource();
        var listener = new EventCounter();
        var listening = listener.ListenAsync(silo, end.Token);
        var began = await Clock(silo);
        var watch = Stopwatch.StartNew();
        var first = await silo.GetAsync("/sandbox/load");
        var (lags, peak, pushed) = (new List<double>(), 0L, 0);
        var (active, worst, hour) = (0, 0.0, 0);
        var effort = await HourlyEffort.BeginAsync(silo, listener);
        while (await Clock(silo) - began < TimeSpan.FromHours(hours))
        {
            if (watch.Elapsed.TotalHours * Speed >= pushed * pricesEvery)
                await Push(silo, began, ++pushed);
            await Task.Delay(1000);
            lags.Add((await silo.GetAsync("/sandbox/load")).GetProperty("lagSeconds").GetDouble());
            worst = Math.Max(worst, lags[^1]);
            peak = Math.Max(peak, silo.WorkingSet);
            if (watch.Elapsed.TotalHours * Speed >= hour + 1)
            {
                Console.WriteLine($"  after {++hour,2} h: at most {worst,5:F0} simulated s behind; {await effort.SinceLastAsync()}");
                worst = 0;
            }

            if (lags.Count % 60 == 0)
                active = Math.Max(active, await Active(silo));
        }

        var told = listener.Count / watch.Elapsed.TotalSeconds;
        await end.CancelAsync();
        await listening;
        var last = await silo.GetAsync("/sandbox/load");
        var reports = last.GetProperty("reports").GetInt64() - first.GetProperty("reports").GetInt64();
        var commands = last.GetProperty("commands").GetInt64() - first.GetProperty("commands").GetInt64();
        lags.Sort();
        var what = $"{households:N0} cars at {Speed} × real time, {hours} h from {begin}:00 UTC, prices every {pricesEvery} h";
        note(new($"{what}: most sessions at a time, from a sample of 1,000", active / 1000.0 * households, "sessions", ">= 20,000"));
        note(new($"{what}: telemetry carried out", reports / watch.Elapsed.TotalSeconds, "reports/s", "-"));
        note(new($"{what}: events to a listener", told, "events/s", "-"));
        note(new($"{what}: start and stop commands", commands / watch.Elapsed.TotalSeconds, "commands/s", "-"));
        note(new($"{what}: lag behind the clock, median", lags[lags.Count / 2], "simulated s", "-"));
        note(new($"{what}: lag behind the clock, 99th percentile", lags[(int)(lags.Count * 0.99)], "simulated s", "< 900"));
        note(new($"{what}: lag at the end", last.GetProperty("lagSeconds").GetDouble(), "simulated s", "< 60"));
        note(new($"{what}: peak memory", peak / 1048576.0, "MiB", "-"));
    }

    private static async Task<DateTimeOffset> Clock(SiloProcess silo) => (await silo.GetAsync("/sandbox/clock")).GetProperty("now").GetDateTimeOffset();

    private static async Task<int> Active(SiloProcess silo)
    {
        var vehicles = await silo.GetAsync("/vehicles?pageSize=1000");
        return vehicles.GetProperty("data").EnumerateArray().Count(static vehicle => vehicle.GetProperty("chargeState").GetProperty("isPluggedIn").ValueKind == System.Text.Json.JsonValueKind.True);
    }

    private static async Task Push(SiloProcess silo, DateTimeOffset began, int number)
    {
        var first = began.AddTicks(-(began.Ticks % TimeSpan.TicksPerHour));
        var after = (int)((first - Midnight) / TimeSpan.FromMinutes(15));
        // Cheapest at about two o'clock at night.
        var values = Enumerable.Range(after, 192).Select(i => new
        {
            at = Instant(Midnight.AddMinutes(15 * i)),
            price = Math.Round(0.12 + (0.1 * Math.Sin(2 * Math.PI * ((i / 96.0) + 0.675))) + (0.01 * Math.Sin(i * 1.7 * number)), 5),
        });
        await silo.SendAsync(HttpMethod.Put, "/flex/price-signals/BE/areas/north", new
        {
            currency = "EUR",
            to = Instant(first.AddHours(48)),
            values,
        });
    }

    private static string Instant(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
