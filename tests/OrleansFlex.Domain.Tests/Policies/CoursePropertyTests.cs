using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Policies;
using OrleansFlex.Domain.Sessions;

namespace OrleansFlex.Domain.Tests.Policies;

/// <summary>What holds of a policy's course whatever happens.</summary>
public sealed class CoursePropertyTests
{
    private const long Minute = 60_000;

    [Theory]
    [InlineData(false, 80)]
    [InlineData(true, 80)]
    public void No_history_ends_in_an_exception_or_in_an_edge_that_has_passed(bool isHostile, int histories) => EachTurn(histories, isHostile, (world, turn) =>
    {
        turn.NextEdgeMs.ShouldBeGreaterThan(world.NowMs);
        turn.Need.ReadyByMs.ShouldBeGreaterThan(world.NowMs);
        if (turn.IsAvailable)
            turn.NextEdgeMs.ShouldBeLessThan(Math.Max(world.NowMs, turn.Course.ServedUntilMs) + (3 * 24 * 60 * Minute));
        world.Course.Session?.Energy.Where((_, i) => i % 2 == 1).ShouldAllBe(milliWh => milliWh > 0);
    });

    [Fact]
    public void A_second_turn_at_the_same_instant_changes_nothing() => EachTurn(80, false, (world, turn) =>
    {
        var blocks = world.Plan.Blocks.ToArray();
        var again = PolicyTurn.Take(turn.Course, world.Situation, world.Plan);

        again.Course.ShouldBeSameAs(turn.Course);
        (again.State, again.ToCharge, again.NextEdgeMs, again.Need).ShouldBe((turn.State, turn.ToCharge, turn.NextEdgeMs, turn.Need));
        world.Plan.Blocks.ToArray().ShouldBe(blocks);
    });

    [Fact]
    public void The_targets_of_a_session_count_upwards()
    {
        PlugSession? last = null;
        EachTurn(80, false, (_, turn) =>
        {
            var session = turn.Course.Session;
            if (session is not null && last is not null && session.PluggedInAtMs == last.PluggedInAtMs)
            {
                session.Target!.Id.ShouldBeGreaterThanOrEqualTo(last.Target!.Id);
                (session.Target.Id == last.Target.Id).ShouldBe(session.Target.IsSameAs(last.Target));
            }

            last = session;
        });
    }

    [Fact]
    public void The_plan_charges_the_reserve_at_once_and_never_beyond_the_limit() => EachTurn(80, false, (world, turn) =>
    {
        if (!turn.IsAvailable)
            return;
        var request = turn.Request;
        var ceiling = Math.Max(request.LevelPercent, request.ChargeLimitPercent);
        var gained = (double)world.Plan.EnergyKwh * request.Efficiency / request.CapacityKwh * 100;
        (request.LevelPercent + gained).ShouldBeLessThanOrEqualTo(ceiling + 1e-6);
        if (turn.State != StatusState.BatteryReserve || turn.ToCharge is null)
            return;
        // A charge limit below the reserve leaves nothing to charge.
        turn.ToCharge.ShouldBe(request.LevelPercent < request.ChargeLimitPercent);
        if (world.Plan.Blocks is [var first, ..])
            first.State.ShouldBe(BlockState.BatteryReserve);
    });

    [Fact]
    public void Past_charging_is_in_order_adds_up_and_only_grows()
    {
        PlugSession? last = null;
        EachTurn(80, false, (_, turn) =>
        {
            if (turn.Course.Session is { } session)
            {
                var runs = session.PastRuns();
                runs.Sum(run => run.MilliWh).ShouldBe(session.MilliWh);
                session.Ledger().Sum(entry => entry.MilliWh).ShouldBe(session.MilliWh);
                session.Ledger().Select(entry => entry.QuarterMs).ShouldBeInOrder();
                for (var i = 0; i < runs.Length; i++)
                {
                    runs[i].EndMs.ShouldBeGreaterThanOrEqualTo(runs[i].StartMs);
                    if (i > 0)
                        runs[i].StartMs.ShouldBeGreaterThanOrEqualTo(runs[i - 1].EndMs);
                }

                if (last is not null && last.PluggedInAtMs == session.PluggedInAtMs && last.Runs.Length > 0)
                    session.Runs[..(last.Runs.Length - 4)].ShouldBe(last.Runs[..^4]);
            }

            last = turn.Course.Session;
        });
    }

    [Fact]
    public void Sessions_follow_each_other_and_never_begin_at_the_same_time()
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var world = new RandomCourse(seed, isHostile: false);
            for (var step = 0; step < 40; step++)
                world.Step();
            world.Settled.Select(session => session.PluggedInAtMs).Distinct().Count().ShouldBe(world.Settled.Count, $"seed {seed}");
            world.Settled.ShouldAllBe(session => session.Target != null && session.Decided != null, $"seed {seed}");
        }
    }

    private static void EachTurn(int histories, bool isHostile, Action<RandomCourse, PolicyTurn> check)
    {
        for (var seed = 0; seed < histories; seed++)
        {
            var world = new RandomCourse(seed, isHostile);
            for (var step = 0; step < 40; step++)
            {
                try
                {
                    check(world, world.Step());
                }
                catch (Exception failure) when (failure is not OutOfMemoryException)
                {
                    throw new InvalidOperationException($"seed {seed}, step {step}", failure);
                }
            }
        }
    }
}
