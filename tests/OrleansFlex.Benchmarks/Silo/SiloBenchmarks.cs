using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace OrleansFlex.Benchmarks.Silo;

/// <summary>What users notice, measured from outside over HTTP against a silo in a process of its own.</summary>
internal static class SiloBenchmarks
{
    public static async Task RunAsync(int households, Action<Measurement> note)
    {
        note(new("start of an empty silo until ready", await StartTime(), "s", "< 1.5 s"));
        // An evening, whatever time it is: how long plans look ahead depends on it.
        await using var silo = await SiloProcess.StartAsync("2026-06-01T16:00:00Z", "1");
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, households),
            new ParallelOptions { MaxDegreeOfParallelism = 64 },
            async (number, _) => await FleetCars.AddAsync(silo, number));
        Console.WriteLine("  telemetry …");
        note(new($"{households:N0} cars made known", households / watch.Elapsed.TotalSeconds, "cars/s", "-"));
        await PlugInAll(silo, households, note);
        watch.Restart();
        await silo.SendAsync(HttpMethod.Post, "/flex/zones/BE", new { currency = "EUR" });
        await WaitForShape(silo, null);
        note(new("zone active until its shape is there", watch.Elapsed.TotalSeconds, "s", "-"));

        Console.WriteLine("  price pushes …");
        note(new($"price push to {households:N0} plugged-in cars until the shape shows it, first", await Push(silo, 1), "s", "3 s"));
        for (var next = 2; next <= 5; next++)
            note(new($"price push, next ({next})", await Push(silo, next), "s", "1.5 s"));
        note(new($"process with {households:N0} cars, right after adding them", silo.WorkingSet / 1048576.0, "MiB", "< 600 MB"));

        Console.WriteLine("  reads …");
        using var stop = new CancellationTokenSource();
        var pushes = PushEveryTenSeconds(silo, stop.Token);
        await Reads(silo, "GET /flex/shape, full body, 64 connections", conditional: false, "500/s, p99 < 50 ms", note);
        await Reads(silo, "GET /flex/shape, If-None-Match, 64 connections", conditional: true, "5,000/s, p99 < 50 ms", note);
        await stop.CancelAsync();
        await pushes;
        // By now users and sites, which nobody asks, have been idle for long enough to be collected.
        await Task.Delay(TimeSpan.FromMinutes(2.5));
        await Push(silo, 6);
        note(new($"process with {households:N0} cars, three minutes later", silo.WorkingSet / 1048576.0, "MiB", "< 600 MB"));
    }

    private static async Task<double> StartTime()
    {
        var best = double.MaxValue;
        for (var round = 0; round < 3; round++)
        {
            await using var silo = await SiloProcess.StartAsync();
            best = Math.Min(best, silo.StartTime.TotalSeconds);
        }

        return best;
    }

    /// <summary>Reports every car as plugged in at home: that is also the measure of telemetry in batches of 1,000.</summary>
    private static async Task PlugInAll(SiloProcess silo, int households, Action<Measurement> note)
    {
        var ids = new List<(string Id, string Location)>(households);
        for (var after = ""; ;)
        {
            var page = await silo.GetAsync($"/flex/vehicle-policies?pageSize=1000{after}");
            foreach (var policy in page.GetProperty("data").EnumerateArray())
                ids.Add((policy.GetProperty("vehicleId").GetString()!, policy.GetProperty("locationId").GetString()!));
            if (page.GetProperty("pagination").GetProperty("after").GetString() is not { } cursor)
                break;
            after = $"&after={cursor}";
        }

        Console.WriteLine("  rounds …");
        // The first round also plugs cars in, the others are the steady flow of levels.
        for (var round = 0; round < 3; round++)
        {
            var at = (await Clock(silo)).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
            var batches = ids.Chunk(1000).Select((batch, number) => Batch(batch, at, number, round)).ToArray();
            var watch = Stopwatch.StartNew();
            await Parallel.ForEachAsync(batches, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (batch, cancellation) =>
            {
                using var content = new ByteArrayContent(batch);
                content.Headers.ContentType = new("application/json");
                using var answer = await silo.Http.PostAsync("/devices/states", content, cancellation);
                answer.EnsureSuccessStatusCode();
            });
            note(new($"telemetry in batches of 1,000, durable, round {round + 1}", ids.Count / watch.Elapsed.TotalSeconds, "items/s", "20,000/s"));
        }
    }

    private static byte[] Batch((string Id, string Location)[] devices, string at, int number, int round)
    {
        var text = new StringBuilder("[");
        for (var i = 0; i < devices.Length; i++)
        {
            var level = 20 + ((number + i) % 40) + (round * 0.5);
            text.Append(CultureInfo.InvariantCulture,
                $"{(i > 0 ? "," : "")}{{\"deviceId\":\"{devices[i].Id}\",\"at\":\"{at}\",\"locationId\":\"{devices[i].Location}\",\"isReachable\":true,\"isPluggedIn\":true,\"isCharging\":false,\"batteryLevel\":{level},\"chargeLimit\":100,\"chargeRateKw\":0}}");
        }

        return Encoding.UTF8.GetBytes(text.Append(']').ToString());
    }

    /// <summary>
    /// Pushes a curve whose cheap hours lie elsewhere than before, and polls until the expected load of every chunk has stood
    /// still for half a second; the time counts up to the first poll that showed the final numbers.
    /// </summary>
    private static async Task<double> Push(SiloProcess silo, int number)
    {
        var first = await Clock(silo);
        first = first.AddTicks(-(first.Ticks % TimeSpan.TicksPerHour));
        var values = Enumerable.Range(0, 192).Select(i => new
        {
            at = first.AddMinutes(15 * i).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            price = Math.Round(0.12 + (0.1 * Math.Sin(2 * Math.PI * ((i / 96.0) + (number * 0.37)))) + (0.02 * Math.Sin(i * 1.7 * number)), 5),
        }).ToArray();
        var before = await silo.Http.GetStringAsync("/flex/shape/BE");
        var watch = Stopwatch.StartNew();
        await silo.SendAsync(HttpMethod.Put, "/flex/price-signals/BE/areas/north", new
        {
            currency = "EUR",
            to = first.AddHours(48).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            values,
        });
        var settled = watch.Elapsed;
        var last = before;
        while (watch.Elapsed - settled < TimeSpan.FromSeconds(1) || last == before)
        {
            await Task.Delay(25);
            var now = await silo.Http.GetStringAsync("/flex/shape/BE");
            if (now != last)
                (last, settled) = (now, watch.Elapsed);
            if (watch.Elapsed > TimeSpan.FromMinutes(2))
                throw new TimeoutException("The shape did not settle.");
        }

        return settled.TotalSeconds;
    }

    private static async Task<DateTimeOffset> Clock(SiloProcess silo) => (await silo.GetAsync("/sandbox/clock")).GetProperty("now").GetDateTimeOffset();

    private static async Task WaitForShape(SiloProcess silo, string? before)
    {
        while (true)
        {
            using var answer = await silo.Http.GetAsync("/flex/shape/BE");
            if (answer.StatusCode == HttpStatusCode.OK && await answer.Content.ReadAsStringAsync() != before)
                return;
            await Task.Delay(50);
        }
    }

    private static async Task PushEveryTenSeconds(SiloProcess silo, CancellationToken cancellation)
    {
        for (var number = 10; !cancellation.IsCancellationRequested; number++)
        {
            await Push(silo, number);
            try
            {
                await Task.Delay(TimeSpan.FromSeconds(10), cancellation);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static async Task Reads(SiloProcess silo, string name, bool conditional, string target, Action<Measurement> note)
    {
        const int Connections = 64;
        var until = TimeSpan.FromSeconds(25);
        var watch = Stopwatch.StartNew();
        var all = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(() => ReadUntil(silo.Http, conditional, watch, until))));
        var times = all.SelectMany(list => list).Order().ToArray();
        note(new(name, times.Length / watch.Elapsed.TotalSeconds, "/s", target));
        note(new($"{name}, p99", times[(int)(times.Length * 0.99)], "ms", "50 ms"));
    }

    private static async Task<List<double>> ReadUntil(HttpClient http, bool conditional, Stopwatch watch, TimeSpan until)
    {
        var times = new List<double>();
        string? etag = null;
        while (watch.Elapsed < until)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/flex/shape/BE");
            if (conditional && etag is not null)
                request.Headers.TryAddWithoutValidation("If-None-Match", etag);
            var start = Stopwatch.GetTimestamp();
            using var answer = await http.SendAsync(request);
            if (answer.StatusCode != HttpStatusCode.NotModified)
            {
                await answer.Content.ReadAsByteArrayAsync();
                etag = answer.Headers.ETag?.ToString();
            }

            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return times;
    }
}
