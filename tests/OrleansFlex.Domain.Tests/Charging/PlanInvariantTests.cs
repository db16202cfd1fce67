using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Pricing;

namespace OrleansFlex.Domain.Tests.Charging;

public sealed class PlanInvariantTests
{
    [Fact]
    [Trait("Category", "Slow")]
    public void Every_plan_keeps_the_rules()
    {
        var random = new Random(9);
        for (var i = 0; i < 3000; i++)
        {
            var (request, options) = random.Next(2) == 0 ? PlanCases.Large(random) : PlanCases.Small(random);
            request = Vary(random, request);
            var plan = ChargingPlanner.Plan(request, options);
            Check(request, plan, $"case {i}: {request} {options}");
        }
    }

    [Fact]
    public void A_reused_buffer_gives_the_plan_of_a_fresh_one()
    {
        var random = new Random(10);
        var buffer = new PlanBuffer();
        for (var i = 0; i < 1000; i++)
        {
            var (request, options) = random.Next(2) == 0 ? PlanCases.Large(random) : PlanCases.Small(random);
            request = Vary(random, request);
            ChargingPlanner.Plan(request, options, buffer);
            var fresh = ChargingPlanner.Plan(request, options);
            buffer.Blocks.ToArray().ShouldBe(fresh.Blocks.ToArray());
            buffer.Cost.ShouldBe(fresh.Cost);
            buffer.LevelAtReadyBy.ShouldBe(fresh.LevelAtReadyBy);
        }
    }

    [Fact]
    public void Any_input_gets_an_answer_in_bounded_time()
    {
        var random = new Random(12);
        double[] odd = [0, -1, 1e-300, 1e-9, 0.5, 7.4, 100, 1e9, 1e300, double.NaN, double.PositiveInfinity, double.NegativeInfinity];
        long[] instants = [0, long.MinValue, long.MaxValue, PlanCases.Evening, PlanCases.Evening + 1, PlanCases.Evening + 43_200_000, -1];
        PriceCurve[] curves = [PriceCurve.Flat(0), PriceCurve.Flat(-1), PriceCurve.Flat(decimal.MaxValue / 1e12m), PlanCases.Curve(random, PlanCases.Evening, PlanCases.Evening + 40_000_000, true, false, 15)];
        for (var i = 0; i < 5000; i++)
        {
            var request = new ChargingRequest
            {
                NowMs = random.Next(4) == 0 ? Pick(instants) : PlanCases.Evening,
                ReadyByMs = random.Next(3) == 0 ? Pick(instants) : PlanCases.Evening + 40_000_000,
                LevelPercent = random.Next(3) == 0 ? Pick(odd) : 20,
                CapacityKwh = random.Next(3) == 0 ? Pick(odd) : 60,
                ChargeLimitPercent = random.Next(3) == 0 ? Pick(odd) : 90,
                Efficiency = random.Next(4) == 0 ? Pick(odd) : 0.9,
                MaxPowerKw = random.Next(3) == 0 ? Pick(odd) : 7.4,
                MinPowerKw = random.Next(3) == 0 ? Pick(odd) : 0,
                ReservePercent = random.Next(3) == 0 ? Pick(odd) : 10,
                TargetPercent = random.Next(3) == 0 ? Pick(odd) : 80,
                ImmediateTargetPercent = random.Next(3) == 0 ? Pick(odd) : null,
                RunningSinceMs = random.Next(3) == 0 ? Pick(instants) : null,
                Tapers = random.Next(2) == 0,
                OnOffOnly = random.Next(2) == 0,
                Prices = curves[random.Next(curves.Length)],
                Surplus = random.Next(3) == 0 ? SurplusCurve.Create([new SurplusStep(PlanCases.Evening + 7, 3), new SurplusStep(PlanCases.Evening + 9_000_000, 0)]) : null,
            };
            var plan = ChargingPlanner.Plan(request, new ChargingOptions { StartCost = random.Next(2) * 0.01m, MinimumBlockMinutes = random.Next(3) * 15 });
            plan.LevelAtReadyBy.ShouldNotBe(double.NaN);
            var watts = new int[3 * 96];
            VehicleEnvelope.Write(request, new ChargingOptions(), plan, PlanCases.Evening, 15, 0, watts.AsSpan(0, 96), watts.AsSpan(96, 96), watts.AsSpan(192, 96));
        }

        T Pick<T>(T[] from) => from[random.Next(from.Length)];
    }

    private static ChargingRequest Vary(Random random, ChargingRequest request)
    {
        request = request with
        {
            LevelPercent = random.Next(3) == 0 ? random.Next(0, 30) : request.LevelPercent,
            ReservePercent = random.Next(3) == 0 ? random.Next(0, 21) : 0,
            ImmediateTargetPercent = random.Next(4) == 0 ? random.Next(0, 101) : null,
            Tapers = random.Next(3) == 0,
            OnOffOnly = random.Next(3) == 0,
            MinPowerKw = random.Next(3) == 0 ? 1.4 : 0,
        };
        if (random.Next(4) != 0)
            return request;
        var steps = new SurplusStep[30];
        for (var i = 0; i < steps.Length; i++)
            steps[i] = new SurplusStep(request.NowMs + i * 1_800_000L - 70_000, random.Next(-3000, 6000) / 1000.0);
        return request with { Surplus = SurplusCurve.Create(steps), ExportPrices = PriceCurve.Flat(random.Next(-2, 8) * 0.02m) };
    }

    private static void Check(in ChargingRequest request, ChargingPlan plan, string because)
    {
        var perPercent = request.CapacityKwh / request.Efficiency / 100;
        decimal energy = 0;
        decimal cost = 0;
        var end = request.NowMs;
        var regularSeen = false;
        foreach (var block in plan.Blocks)
        {
            block.StartMs.ShouldBeGreaterThanOrEqualTo(end, because);
            block.EndMs.ShouldBeGreaterThan(block.StartMs, because);
            block.Cost.ShouldBe(block.Price * block.EnergyKwh, because);
            block.EnergyKwh.ShouldBeGreaterThan(0, because);
            block.PowerW.ShouldBeLessThanOrEqualTo((int)Math.Round(request.MaxPowerKw * 1000), because);
            if (block.State is BlockState.BatteryReserve or BlockState.ImmediateOverride)
                regularSeen.ShouldBeFalse(because);
            else
                regularSeen = true;
            if (block.State != BlockState.Regular)
                block.StartMs.ShouldBe(end, because);
            else
                block.EndMs.ShouldBeLessThanOrEqualTo(request.ReadyByMs, because);
            end = block.EndMs;
            energy += block.EnergyKwh;
            cost += block.Cost;
        }

        plan.EnergyKwh.ShouldBe(energy, because);
        plan.Cost.ShouldBe(cost, because);
        var level = request.LevelPercent + (double)energy / perPercent;
        level.ShouldBeLessThanOrEqualTo(Math.Max(request.LevelPercent, request.ChargeLimitPercent) + 1e-6, because);
        var goal = Math.Min(request.TargetPercent, request.ChargeLimitPercent);
        if (plan.ReachesTarget)
            plan.LevelAtReadyBy.ShouldBeGreaterThanOrEqualTo(goal - 1e-6, because);
        else
            (plan.Inflexible || plan.ForcedUntilMs > request.ReadyByMs).ShouldBeTrue(because);
        if (goal > request.LevelPercent + 1e-6)
            plan.Blocks.Length.ShouldBeGreaterThan(0, because);
    }
}
