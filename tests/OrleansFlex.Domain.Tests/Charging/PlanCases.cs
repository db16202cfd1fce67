using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Pricing;

namespace OrleansFlex.Domain.Tests.Charging;

/// <summary>Seeded random planning problems.</summary>
internal static class PlanCases
{
    public const long Evening = 1_700_000_000_000 / 900_000 * 900_000;

    public static PriceCurve Curve(Random random, long fromMs, long toMs, bool negative, bool fewLevels, int stepMinutes)
    {
        var steps = new List<PriceStep>();
        var at = fromMs - random.Next(0, 3) * 60_000L * stepMinutes;
        at -= at % (60_000L * stepMinutes);
        while (at < toMs)
        {
            steps.Add(new PriceStep(at, Price(random, negative, fewLevels)));
            at += 60_000L * stepMinutes * (random.Next(4) == 0 ? 2 : 1);
        }

        return PriceCurve.Create(steps.ToArray());
    }

    public static decimal Price(Random random, bool negative, bool fewLevels)
    {
        var price = fewLevels ? random.Next(1, 5) * 0.05m : random.Next(1, 500_000) / 1_000_000m;
        return negative && random.Next(3) == 0 ? -price : price;
    }

    /// <summary>A few quarters of an hour, small enough to try every plan.</summary>
    public static (ChargingRequest Request, ChargingOptions Options) Small(Random random)
    {
        var now = Evening + (random.Next(3) == 0 ? 0 : random.Next(0, 900_000));
        var margin = random.Next(2) * 10;
        var window = random.Next(2) == 0 ? random.Next(20, 100) * 60_000L : random.Next(1_200_000, 6_000_000);
        var readyBy = now + window + margin * 60_000L;
        var stepMinutes = new[] { 15, 15, 30, 20 }[random.Next(4)];
        var power = new[] { 3.7, 7.4, 11.0 }[random.Next(3)];
        var capacity = random.Next(20, 90);
        var target = random.Next(20, 101);
        var limit = random.Next(3) == 0 ? target : Math.Min(100, target + random.Next(0, 8));
        // A need of up to somewhat more than the window.
        var need = random.NextDouble() * 1.1 * power * window / 3_600_000 * 0.9 / capacity * 100;
        return (new ChargingRequest
        {
            NowMs = now,
            LevelPercent = random.Next(12) == 0 ? target : Math.Max(0, target - need),
            CapacityKwh = capacity,
            ChargeLimitPercent = limit,
            MaxPowerKw = power,
            TargetPercent = target,
            ReadyByMs = readyBy,
            RunningSinceMs = random.Next(3) == 0 ? now - random.Next(0, 1_800_000) : null,
            Prices = Curve(random, now, readyBy, random.Next(3) == 0, random.Next(2) == 0, stepMinutes),
        }, new ChargingOptions
        {
            MarginMinutes = margin,
            StartCost = new[] { 0m, 0.01m, 0.05m, 0.3m }[random.Next(4)],
            MinimumBlockMinutes = new[] { 0, 5, 15, 15, 30 }[random.Next(5)],
        });
    }

    /// <summary>A night or two, as cars have them.</summary>
    public static (ChargingRequest Request, ChargingOptions Options) Large(Random random)
    {
        var now = Evening + random.Next(0, 3_600_000);
        var readyBy = Evening + random.Next(12, 192) * 900_000L;
        var target = random.Next(40, 101);
        return (new ChargingRequest
        {
            NowMs = now,
            LevelPercent = Math.Max(0, target - random.Next(1, 70)),
            CapacityKwh = random.Next(30, 100),
            ChargeLimitPercent = Math.Min(100, target + random.Next(0, 20)),
            MaxPowerKw = new[] { 3.7, 7.4, 11.0, 22.0 }[random.Next(4)],
            TargetPercent = target,
            ReadyByMs = readyBy,
            Prices = Curve(random, now, readyBy, random.Next(4) == 0, random.Next(2) == 0, random.Next(2) == 0 ? 15 : 60),
        }, new ChargingOptions { StartCost = random.Next(1, 8) * 0.01m });
    }

    public static double CostWithStarts(ChargingPlan plan, ChargingOptions options) =>
        (double)(plan.Cost + options.StartCost * plan.Starts);
}
