using OrleansFlex.Domain.Charging;

namespace OrleansFlex.Domain.Tests.Charging;

public sealed class StartCostOracleTests
{
    [Fact]
    public void Small_plans_cost_what_trying_every_plan_finds()
    {
        var random = new Random(1);
        var tried = 0;
        for (var i = 0; tried < 3000; i++)
        {
            var (request, options) = PlanCases.Small(random);
            var oracle = new ExhaustiveOracle(request, options);
            if (oracle.Slots > 8 || oracle.IsForced)
                continue;
            tried++;
            var plan = ChargingPlanner.Plan(request, options);
            PlanCases.CostWithStarts(plan, options).ShouldBe(oracle.Best(), 1e-9, $"case {i}: {request} {options}");
        }
    }
}
