using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Pricing;

namespace OrleansFlex.Domain.Tests.Charging;

public sealed class StartCostOracleTests
{
    private const long Quarter = 900_000;

    [Fact]
    [Trait("Category", "Slow")]
    public void Small_plans_cost_what_trying_every_plan_finds() => Compare(seed: 1, cases: 5000, request => request);

    [Fact]
    [Trait("Category", "Slow")]
    public void Small_tapering_plans_cost_what_trying_every_plan_finds()
    {
        var random = new Random(2);
        Compare(seed: 3, cases: 2000, request =>
        {
            var target = Math.Max(82, request.TargetPercent);
            return request with
            {
                Tapers = true,
                TargetPercent = target,
                ChargeLimitPercent = Math.Max(target, request.ChargeLimitPercent),
                LevelPercent = target - (request.TargetPercent - request.LevelPercent) * random.NextDouble(),
            };
        });
    }

    [Theory]
    [InlineData(15, false)]
    [InlineData(30, false)]
    [InlineData(60, false)]
    [InlineData(0, true)]
    [InlineData(15, true)]
    [InlineData(30, true)]
    [InlineData(60, true)]
    public void Long_plans_cost_what_a_textbook_dynamic_programme_finds(int leastMinutes, bool tapers)
    {
        var random = new Random(leastMinutes);
        for (var i = 0; i < 1000; i++)
        {
            var slots = random.Next(8, 193);
            var need = random.Next(Math.Max(1, leastMinutes / 15), Math.Max(leastMinutes / 15 + 1, Math.Min(slots, 48)));
            var prices = new decimal[slots];
            var hourly = random.Next(2) == 0;
            var few = random.Next(3) == 0;
            for (var s = 0; s < slots; s++)
                prices[s] = hourly && s % 4 != 0 ? prices[s - 1] : PlanCases.Price(random, negative: false, few);
            var options = new ChargingOptions { StartCost = random.Next(0, 30) * 0.01m, MinimumBlockMinutes = leastMinutes, MarginMinutes = 0 };
            // In quarters of an hour at full power, of which each is a percent.
            var begin = tapers ? random.Next(Math.Max(0, 82 - need), 121 - need) : 100 - need;
            var levels = Enumerable.Range(0, need + 1).Select(used => tapers ? TaperedLevel(begin + used) : begin + used).ToArray();
            var request = new ChargingRequest
            {
                NowMs = PlanCases.Evening,
                CapacityKwh = 100,
                Efficiency = 1,
                MaxPowerKw = 4,
                LevelPercent = levels[0],
                TargetPercent = levels[need],
                ChargeLimitPercent = levels[need],
                Tapers = tapers,
                ReadyByMs = PlanCases.Evening + slots * Quarter,
                Prices = PriceCurve.Create(prices.Select((p, s) => new PriceStep(PlanCases.Evening + s * Quarter, p)).ToArray()),
            };
            if (need >= slots)
                continue;
            var plan = ChargingPlanner.Plan(request, options);
            PlanCases.CostWithStarts(plan, options).ShouldBe(Textbook(prices, levels, (double)options.StartCost, Math.Max(1, leastMinutes / 15)), 1e-9, $"case {i}");
        }
    }

    /// <summary>Level after quarters of an hour of charging from empty, when power falls by 4 % for each percent above 80 %.</summary>
    private static double TaperedLevel(double quarters) => quarters <= 80 ? quarters : 80 + 25 * (1 - Math.Exp((80 - quarters) / 25));

    /// <summary>Cheapest choice of whole slots: by slot, slots used, and length of the running block up to the least one.</summary>
    private static double Textbook(decimal[] prices, double[] levels, double startCost, int leastRun)
    {
        var need = levels.Length - 1;
        var now = new double[need + 1, leastRun + 1];
        Fill(now);
        now[0, 0] = 0;
        foreach (var price in prices)
        {
            var next = new double[need + 1, leastRun + 1];
            Fill(next);
            for (var used = 0; used <= need; used++)
            {
                for (var run = 0; run <= leastRun; run++)
                {
                    var cost = now[used, run];
                    if (run == 0 || run == leastRun)
                        next[used, 0] = Math.Min(next[used, 0], cost);
                    if (used == need)
                        continue;
                    var longer = Math.Min(leastRun, run + 1);
                    next[used + 1, longer] = Math.Min(next[used + 1, longer], cost + (double)price * (levels[used + 1] - levels[used]) + (run == 0 ? startCost : 0));
                }
            }

            now = next;
        }

        return Math.Min(now[need, 0], now[need, leastRun]);

        static void Fill(double[,] table)
        {
            for (var i = 0; i < table.GetLength(0); i++)
            {
                for (var j = 0; j < table.GetLength(1); j++)
                    table[i, j] = double.PositiveInfinity;
            }
        }
    }

    private static void Compare(int seed, int cases, Func<ChargingRequest, ChargingRequest> change)
    {
        var random = new Random(seed);
        for (var tried = 0; tried < cases;)
        {
            var (request, options) = PlanCases.Small(random);
            request = change(request);
            var oracle = new ExhaustiveOracle(request, options);
            if (oracle.Slots > 8 || oracle.IsForced)
                continue;
            tried++;
            var plan = ChargingPlanner.Plan(request, options);
            PlanCases.CostWithStarts(plan, options).ShouldBe(oracle.Best(), 1e-9, $"case {tried}: {request} {options}");
        }
    }
}
