using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Pricing;

namespace OrleansFlex.Domain.Tests.Charging;

public sealed class VehicleEnvelopeTests
{
    private const int Chunks = 200;
    private const long Chunk = 900_000;

    [Fact]
    public void Bounds_are_ordered_and_expected_is_the_plan()
    {
        var random = new Random(20);
        for (var i = 0; i < 2000; i++)
        {
            var (request, options) = random.Next(2) == 0 ? PlanCases.Large(random) : PlanCases.Small(random);
            request = request with { ReservePercent = random.Next(2) * 20 };
            var plan = ChargingPlanner.Plan(request, options);
            var (expected, minimum, maximum) = Write(request, options, plan, 0);
            var watts = (int)Math.Round(request.MaxPowerKw * 1000);
            for (var c = 0; c < Chunks; c++)
            {
                minimum[c].ShouldBeInRange(0, expected[c]);
                maximum[c].ShouldBeInRange(expected[c], watts);
                if (plan.Inflexible)
                    (minimum[c], maximum[c]).ShouldBe((expected[c], expected[c]));
            }

            (expected.Sum() / 4000.0).ShouldBe((double)plan.EnergyKwh, Chunks * 0.5 / 4000);
        }
    }

    [Fact]
    public void Least_load_is_what_the_rest_of_the_time_cannot_charge()
    {
        // Two hours of need in two and a half hours: no chunk can be left out for free beyond half an hour.
        var request = Car(hours: 2.5);
        var options = new ChargingOptions { MarginMinutes = 0 };
        var plan = ChargingPlanner.Plan(request, options);
        var (expected, minimum, maximum) = Write(request, options, plan, 0);
        minimum.ShouldAllBe(w => w == 0);
        expected[..8].ShouldAllBe(w => w == 6000);
        maximum[..10].ShouldAllBe(w => w == 6000);
        maximum[10].ShouldBe(0);

        var tight = request with { ReadyByMs = request.NowMs + 130 * 60_000 };
        plan = ChargingPlanner.Plan(tight, options);
        (_, minimum, _) = Write(tight, options, plan, 0);
        minimum[0].ShouldBe(2000);
    }

    [Fact]
    public void In_the_chunk_where_the_reserve_ends_its_part_is_a_floor()
    {
        var request = Car(hours: 8) with { LevelPercent = 9, ReservePercent = 10, TargetPercent = 20 };
        var options = new ChargingOptions { MarginMinutes = 0 };
        var (_, minimum, maximum) = Write(request, options, ChargingPlanner.Plan(request, options), 0);
        minimum[0].ShouldBe(2400);
        maximum[0].ShouldBe(6000);
        minimum[1].ShouldBe(0);
    }

    [Fact]
    public void The_running_chunk_counts_what_was_measured()
    {
        var request = Car(hours: 8) with { NowMs = PlanCases.Evening + 600_000, LevelPercent = 80, TargetPercent = 80, ChargeLimitPercent = 80 };
        var options = new ChargingOptions();
        var (expected, minimum, maximum) = Write(request, options, ChargingPlanner.Plan(request, options), 500);
        (expected[0], minimum[0], maximum[0]).ShouldBe((2000, 2000, 2000));
        expected[1].ShouldBe(0);
    }

    private static ChargingRequest Car(double hours) => new()
    {
        NowMs = PlanCases.Evening,
        LevelPercent = 50,
        CapacityKwh = 60,
        Efficiency = 1,
        MaxPowerKw = 6,
        TargetPercent = 70,
        ReadyByMs = PlanCases.Evening + (long)(hours * 3_600_000),
        Prices = PriceCurve.Flat(0.2m),
    };

    private static (int[] Expected, int[] Minimum, int[] Maximum) Write(in ChargingRequest request, ChargingOptions options, ChargingPlan plan, long measuredWh)
    {
        var (expected, minimum, maximum) = (new int[Chunks], new int[Chunks], new int[Chunks]);
        VehicleEnvelope.Write(request, options, plan, request.NowMs / Chunk * Chunk, 15, measuredWh, expected, minimum, maximum);
        return (expected, minimum, maximum);
    }
}
