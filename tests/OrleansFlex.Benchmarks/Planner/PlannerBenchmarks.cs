using System.Diagnostics;
using System.Globalization;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Pricing;

namespace OrleansFlex.Benchmarks.Planner;

/// <summary>Plans per second on one core, over windows of 192 quarter-hourly price steps.</summary>
public static class PlannerBenchmarks
{
    private const int Steps = 192;
    private const int Portion = 100;
    private const long QuarterMs = 900_000;
    private const long Origin = 1_700_000_000_000 / QuarterMs * QuarterMs;

    /// <summary>Measures each kind of plan in several rounds; of each portion the fastest round counts, since other work shares the cores.</summary>
    public static IReadOnlyList<(string Name, double Value, string Unit, string Target)> Run()
    {
        var results = new List<(string, double, string, string)>();
        var free = new ChargingOptions { StartCost = 0, MinimumBlockMinutes = 0 };
        var usual = new ChargingOptions();
        var random = RandomCurves(200);
        var real = RealCurves();
        var greedy = real.Count > 0 ? real : random;
        results.Add(("plans, no start cost", Measure(greedy, free), "plans/s", ">= 100000"));
        results.Add(("plans, no start cost, random curves", Measure(random, free), "plans/s", ">= 100000"));
        if (real.Count > 0)
            results.Add(("plans, start cost, day-ahead curves", Measure(real, usual), "plans/s", ">= 40000"));
        results.Add(("plans, start cost, random curves", Measure(random, usual), "plans/s", ">= 3000"));
        results.Add(("plan and envelope, start cost", Measure(greedy, usual, withEnvelope: true), "plans/s", ""));
        results.Add(("plans, start cost, power tapers", Measure(greedy, usual, tapers: true), "plans/s", ""));
        results.Add(("plans, start cost, a night of wavy prices", Measure(Nights(tapers: false), usual), "plans/s", ""));
        results.Add(("plans, start cost, a night of wavy prices, power tapers", Measure(Nights(tapers: true), usual), "plans/s", ""));
        results.Add(("bytes allocated per plan, start cost", Allocated(random, usual), "B", "0"));
        return results;
    }

    private static double Measure(List<PriceCurve> curves, ChargingOptions options, bool withEnvelope = false, bool tapers = false)
    {
        var requests = Requests(curves);
        if (tapers)
            requests = [.. requests.Take(500).Select(r => r with { Tapers = true, TargetPercent = Math.Max(85, r.TargetPercent) })];
        return Measure(requests, options, withEnvelope);
    }

    private static double Measure(ChargingRequest[] requests, ChargingOptions options, bool withEnvelope = false)
    {
        var buffer = new PlanBuffer();
        var chunks = new int[3 * 96];
        var best = new double[requests.Length / Portion];
        Array.Fill(best, double.PositiveInfinity);
        var clock = new Stopwatch();
        for (var round = 0; round < 12; round++)
        {
            for (var portion = 0; portion < best.Length; portion++)
            {
                clock.Restart();
                foreach (ref readonly var request in requests.AsSpan(portion * Portion, Portion))
                {
                    ChargingPlanner.Plan(request, options, buffer);
                    if (withEnvelope)
                        VehicleEnvelope.Write(request, options, buffer, Origin, 15, 0, chunks.AsSpan(0, 96), chunks.AsSpan(96, 96), chunks.AsSpan(192, 96));
                }

                best[portion] = Math.Min(best[portion], clock.Elapsed.TotalSeconds);
            }
        }

        return best.Length * Portion / best.Sum();
    }

    private static double Allocated(List<PriceCurve> curves, ChargingOptions options)
    {
        var requests = Requests(curves);
        var buffer = new PlanBuffer();
        long before = 0;
        for (var round = 0; round < 2; round++)
        {
            before = GC.GetAllocatedBytesForCurrentThread();
            foreach (ref readonly var request in requests.AsSpan())
                ChargingPlanner.Plan(request, options, buffer);
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)requests.Length;
    }

    private static ChargingRequest[] Requests(List<PriceCurve> curves)
    {
        var random = new Random(7);
        var requests = new ChargingRequest[5000];
        for (var i = 0; i < requests.Length; i++)
        {
            requests[i] = new ChargingRequest
            {
                NowMs = Origin + random.Next(0, (int)QuarterMs),
                LevelPercent = random.Next(15, 60),
                CapacityKwh = random.Next(40, 90),
                ChargeLimitPercent = 100,
                MaxPowerKw = new[] { 3.7, 7.4, 11.0 }[random.Next(3)],
                TargetPercent = random.Next(65, 100),
                ReadyByMs = Origin + Steps * QuarterMs - random.Next(4) * QuarterMs,
                Prices = curves[random.Next(curves.Count)],
            };
        }

        return requests;
    }

    /// <summary>Cars that came home in the evening and leave in the morning, under prices that differ in every quarter.</summary>
    private static ChargingRequest[] Nights(bool tapers)
    {
        var random = new Random(5);
        var curves = Enumerable.Range(1, 5)
            .Select(n => Curve(i => (decimal)(0.12 + 0.1 * Math.Sin(2 * Math.PI * (i / 96.0 + n * 0.37)) + 0.02 * Math.Sin(i * 1.7 * n))))
            .ToArray();
        return [.. Enumerable.Range(0, 2000).Select(i => new ChargingRequest
        {
            NowMs = Origin + random.Next(0, (int)QuarterMs),
            LevelPercent = random.Next(20, 60),
            CapacityKwh = 40 + i % 5 * 10,
            ChargeLimitPercent = 100,
            MaxPowerKw = i % 3 == 0 ? 7.4 : 11.0,
            ReservePercent = i % 3 * 10,
            TargetPercent = tapers ? 90 + i % 2 * 10 : 70 + i % 2 * 10,
            Tapers = tapers,
            ReadyByMs = Origin + (48 + i % 9) * QuarterMs,
            Prices = curves[random.Next(curves.Length)],
        })];
    }

    private static List<PriceCurve> RandomCurves(int count)
    {
        var random = new Random(11);
        return [.. Enumerable.Range(0, count).Select(_ => Curve(i => random.Next(50_000, 500_000) / 1_000_000m))];
    }

    /// <summary>Two days of Belgian day-ahead prices each, every hour as four steps; none where the data are absent.</summary>
    private static List<PriceCurve> RealCurves()
    {
        var file = Find("shared/data/prices/be_day_ahead_2022_2023.csv");
        if (file is null)
            return [];
        var hours = new List<decimal>();
        foreach (var line in File.ReadLines(file).Skip(1))
        {
            if (decimal.TryParse(line.Split(',')[^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var price))
                hours.Add(price);
        }

        var curves = new List<PriceCurve>();
        for (var first = 17; first + 48 <= hours.Count; first += 24)
        {
            var from = first;
            curves.Add(Curve(i => hours[from + i / 4]));
        }

        return curves;
    }

    private static PriceCurve Curve(Func<int, decimal> price)
    {
        var steps = new PriceStep[Steps];
        for (var i = 0; i < Steps; i++)
            steps[i] = new PriceStep(Origin + i * QuarterMs, price(i));
        return PriceCurve.Create(steps);
    }

    private static string? Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, path);
            if (File.Exists(file))
                return file;
        }

        return null;
    }
}
