using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Pricing;

namespace OrleansFlex.Domain.Tests.Charging;

/// <summary>
/// Without start costs a plan is a linear programme: energies per stretch within their capacities, their sum between need
/// and room. By duality its optimum is the highest value of the Lagrangian, which changes slope only at prices.
/// </summary>
public sealed class LinearProgramOracleTests
{
    private static readonly ChargingOptions s_free = new() { StartCost = 0, MinimumBlockMinutes = 0 };

    [Fact]
    [Trait("Category", "Slow")]
    public void Plans_without_start_cost_cost_what_the_linear_programme_does()
    {
        var random = new Random(5);
        for (var i = 0; i < 1000; i++)
        {
            var (request, _) = PlanCases.Large(random);
            Compare(request, i);
        }
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Plans_with_solar_surplus_cost_what_the_linear_programme_does()
    {
        var random = new Random(6);
        for (var i = 0; i < 1000; i++)
        {
            var (request, _) = PlanCases.Large(random);
            // The rate that is forgone lies below the grid's.
            var export = PriceCurve.Create(Steps(request.Prices, p => p - random.Next(0, 200_000) / 1_000_000m));
            var surplus = new SurplusStep[40];
            for (var s = 0; s < surplus.Length; s++)
                surplus[s] = new SurplusStep(request.NowMs + s * 2_700_000L, Math.Max(0, random.Next(-4000, 9000) / 1000.0));
            Compare(request with { Surplus = SurplusCurve.Create(surplus), ExportPrices = export }, i);
        }
    }

    private static PriceStep[] Steps(PriceCurve curve, Func<decimal, decimal> change)
    {
        var steps = new PriceStep[curve.Count];
        for (var i = 0; i < steps.Length; i++)
            steps[i] = new PriceStep(curve.StartsMs[i], change(curve.Prices[i]));
        return steps;
    }

    private static void Compare(ChargingRequest request, int number)
    {
        var plan = ChargingPlanner.Plan(request, s_free);
        if (plan.Inflexible)
            return;
        var perPercent = request.CapacityKwh / request.Efficiency / 100;
        var goal = Math.Min(request.TargetPercent, request.ChargeLimitPercent);
        var need = Math.Max(0, (goal - request.LevelPercent) * perPercent);
        var room = Math.Max(need, (request.ChargeLimitPercent - request.LevelPercent) * perPercent);
        ((double)plan.Cost).ShouldBe(Optimum(request, need, room), 1e-9 + 1e-10 * plan.Blocks.Length, $"case {number}: {request}");
        ((double)plan.EnergyKwh).ShouldBeInRange(need - 1e-9, room + 1e-9);
    }

    private static double Optimum(ChargingRequest request, double need, double room)
    {
        var variables = new List<(double Price, double Kwh)>();
        var end = request.ReadyByMs - 600_000;
        for (var at = request.NowMs; at < end;)
        {
            // A minute's grid holds every change but the first.
            var next = Math.Min(end, at / 60_000 * 60_000 + 60_000);
            if (request.Surplus is not null)
                next = Math.Min(next, request.Surplus.NextChangeAfter(at));
            var hours = (next - at) / 3_600_000.0;
            var covered = Math.Min(request.MaxPowerKw, request.Surplus?.KwAt(at) ?? 0);
            variables.Add(((double)(request.ExportPrices?.PriceAt(at) ?? 0), covered * hours));
            variables.Add(((double)request.Prices.PriceAt(at), (request.MaxPowerKw - covered) * hours));
            at = next;
        }

        var best = double.NegativeInfinity;
        foreach (var worth in variables.Select(v => v.Price).Append(0).Distinct())
        {
            var value = worth * (worth >= 0 ? need : room);
            foreach (var (price, kwh) in variables)
                value += kwh * Math.Min(0, price - worth);
            best = Math.Max(best, value);
        }

        return best;
    }
}
