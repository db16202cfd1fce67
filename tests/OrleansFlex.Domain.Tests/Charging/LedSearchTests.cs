using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Pricing;

namespace OrleansFlex.Domain.Tests.Charging;

public sealed class LedSearchTests
{
    /// <summary>Nights and two days, off the quarter of an hour at both ends, some with a block that runs already.</summary>
    [Theory]
    [Trait("Category", "Slow")]
    [InlineData(false, 1200)]
    [InlineData(true, 600)]
    public void Being_led_finds_the_same_plans_as_searching_without(bool negative, int cases)
    {
        var random = new Random(negative ? 41 : 40);
        var (led, unled) = (new Scratch(), new Scratch());
        var (tried, sure) = (0, 0);
        while (tried < cases)
        {
            var (need, rules, battery, level) = Case(random, negative);
            if (need.LeastNs >= need.ToNs || need.MostNs <= 0 || !led.Blocks.SearchLed(need, rules, battery, level, led))
                continue;
            tried++;
            unled.Blocks.SearchUnled(need, rules, battery, level, unled);
            var (cost, other) = (Cost(need, rules, battery, level, led), Cost(need, rules, battery, level, unled));
            cost.ShouldBeLessThanOrEqualTo(other + 1e-9, $"case {tried}");
            // Without being led the search gives up on some of the long ones.
            if (need.ToNs > 60 * SlotGrid.QuarterNs)
                continue;
            sure++;
            cost.ShouldBe(other, 1e-9, $"case {tried}");
            led.Slices.SequenceEqual(unled.Slices).ShouldBeTrue($"case {tried}: {string.Join(" ", led.Slices.ToArray())} | {string.Join(" ", unled.Slices.ToArray())}");
        }

        sure.ShouldBeGreaterThan(cases / 3);
    }

    /// <summary>Plans that are read off the values, and so without any search, are those that the search finds.</summary>
    [Theory]
    [Trait("Category", "Slow")]
    [InlineData(43)]
    [InlineData(44)]
    public void Walking_leads_where_the_search_leads(int seed)
    {
        var random = new Random(seed);
        var (walked, unled) = (new Scratch(), new Scratch());
        var (grid, toGo) = (new SlotGrid(), new CostToGo());
        var (tried, found) = (0, 0);
        while (found < 1500)
        {
            var (need, rules, battery, level) = Case(random, negative: false);
            if (need.LeastNs <= 0 || need.LeastNs >= need.ToNs || need.ToNs > 60 * SlotGrid.QuarterNs)
                continue;
            var task = new LabelSearch.Task
            {
                Rules = rules,
                FromNs = need.FromNs,
                ToNs = need.ToNs,
                LeastNs = need.LeastNs,
                MostNs = need.MostNs,
                Battery = battery,
                Level = level,
                Tapers = true,
            };
            grid.Build(need, battery.KwhPerNs);
            if (!toGo.Build(grid, task))
                continue;
            tried++;
            if (!toGo.Walk(grid, task, walked))
                continue;
            found++;
            unled.Blocks.SearchUnled(need, rules, battery, level, unled);
            Cost(need, rules, battery, level, walked).ShouldBe(Cost(need, rules, battery, level, unled), 1e-9, $"case {tried}");
            walked.Slices.SequenceEqual(unled.Slices).ShouldBeTrue(
                $"case {tried}: {string.Join(" ", walked.Slices.ToArray())} | {string.Join(" ", unled.Slices.ToArray())}");
        }

        found.ShouldBeGreaterThan(tried / 3, $"of {tried}");
    }

    private static (RegularNeed Need, BlockRules Rules, ChargeProfile Battery, double Level) Case(Random random, bool negative)
    {
        var now = PlanCases.Evening + (random.Next(4) == 0 ? 0 : random.Next(0, 900) * 1000);
        var until = PlanCases.Evening + random.Next(6, random.Next(2) == 0 ? 60 : 192) * 900_000L - (random.Next(2) == 0 ? 0 : 600_000);
        var target = random.Next(81, 101);
        var limit = random.Next(2) == 0 ? 100 : target;
        var request = new ChargingRequest
        {
            NowMs = now,
            LevelPercent = random.Next(10, target),
            CapacityKwh = random.Next(30, 100),
            MaxPowerKw = new[] { 3.7, 7.4, 11.0 }[random.Next(3)],
            Tapers = true,
            Prices = PlanCases.Curve(random, now, until, negative, random.Next(2) == 0, random.Next(2) == 0 ? 15 : 60),
        };
        var options = new ChargingOptions { StartCost = random.Next(0, 20) * 0.01m, MinimumBlockMinutes = new[] { 0, 15, 15, 15, 30 }[random.Next(5)] };
        var battery = new ChargeProfile(request);
        var least = random.Next(20) == 0 ? 0 : battery.Ns(request.LevelPercent, target);
        var need = new RegularNeed
        {
            Prices = request.Prices,
            OriginMs = now,
            FromMs = now,
            ToMs = until,
            LeastNs = least,
            MostNs = Math.Max(least, battery.Ns(request.LevelPercent, limit)),
            RunningSinceMs = random.Next(4) == 0 ? now - random.Next(0, 2_400_000) : null,
            RunningWasForced = random.Next(2) == 0,
        };
        return (need, BlockRules.Of(need, options), battery, request.LevelPercent);
    }

    private static double Cost(in RegularNeed need, in BlockRules rules, in ChargeProfile battery, double level, Scratch scratch)
    {
        var (cost, used) = (0.0, 0L);
        foreach (var slice in scratch.Slices)
        {
            var next = used + slice.EndNs - slice.StartNs;
            cost += need.Prices.ApproximatePrices[slice.Step] * (battery.Kwh(level, next) - battery.Kwh(level, used));
            used = next;
        }

        used.ShouldBeInRange(need.LeastNs, need.MostNs);
        rules.Accepts(scratch.Slices, need.FromNs, out var starts).ShouldBeTrue();
        return cost + starts * rules.StartCost;
    }
}
