using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Pricing;

namespace OrleansFlex.Domain.Tests.Charging;

public sealed class LongHorizonTests
{
    /// <summary>Ten days with ten thousand prices, none of them on a quarter of an hour.</summary>
    [Theory]
    [Trait("Category", "Slow")]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Ten_days_of_ten_thousand_prices_are_planned_in_bounded_effort(bool tapers, bool negative)
    {
        var random = new Random(30);
        var steps = new PriceStep[10_000];
        var at = PlanCases.Evening;
        for (var i = 0; i < steps.Length; i++)
        {
            steps[i] = new PriceStep(at, PlanCases.Price(random, negative, fewLevels: false));
            at += random.Next(60_000, 112_000);
        }

        var request = new ChargingRequest
        {
            NowMs = PlanCases.Evening + 5_321,
            LevelPercent = 10,
            CapacityKwh = 80,
            MaxPowerKw = 3.7,
            TargetPercent = 97,
            ReadyByMs = PlanCases.Evening + 10 * 86_400_000L,
            Tapers = tapers,
            Prices = PriceCurve.Create(steps),
        };
        var options = new ChargingOptions();
        var plan = ChargingPlanner.Plan(request, options);
        plan.ReachesTarget.ShouldBeTrue();
        PlanCases.CostWithStarts(plan, options).ShouldBeLessThan(0.85 * (double)plan.CostImmediate);
        var end = 0L;
        var start = 0L;
        foreach (var block in plan.Blocks)
        {
            if (block.StartMs != end)
            {
                (end - start).ShouldBeGreaterThanOrEqualTo(end == 0 ? 0 : 15 * 60_000);
                start = block.StartMs;
            }

            end = block.EndMs;
        }
    }

    [Theory]
    [InlineData("2023-03-25T20:00:00Z", 23)]
    [InlineData("2023-10-28T19:00:00Z", 25)]
    public void A_night_with_a_clock_change_has_the_hours_that_it_has(string eveningUtc, int hours)
    {
        var now = DateTimeOffset.Parse(eveningUtc, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        var request = new ChargingRequest
        {
            NowMs = now,
            LevelPercent = 0,
            CapacityKwh = 100,
            Efficiency = 1,
            MaxPowerKw = 4,
            TargetPercent = hours * 4 - 4,
            ReadyByMs = now + hours * 3_600_000L,
            Prices = PriceCurve.Create(Enumerable.Range(0, hours).Select(h => new PriceStep(now + h * 3_600_000L, h == 5 ? 0.9m : 0.1m)).ToArray()),
        };
        var plan = ChargingPlanner.Plan(request, new ChargingOptions { MarginMinutes = 0 });
        plan.Inflexible.ShouldBeFalse();
        plan.Cost.ShouldBe((hours - 1) * 0.4m);
        plan.Starts.ShouldBe(2);
    }
}
