using OrleansFlex.Domain.Flexibility;

namespace OrleansFlex.Domain.Tests.Flexibility;

public sealed class FlexStatusTests
{
    private static readonly FlexStatusOptions Options = new();
    private static readonly SegmentDefinition Ev = new(Guid.Empty, "EV", HouseholdTypes.Vehicle, HouseholdTypes.Solar, default, default);

    [Fact]
    public void A_forecast_that_moves_by_a_tenth_is_stable_and_by_more_is_not()
    {
        Stable(1_000, 1_000, 1_000).ShouldBeTrue();
        Stable(1_000, 1_090, 1_000, 1_090).ShouldBeTrue();
        Stable(1_000, 1_150, 1_000, 1_150).ShouldBeFalse();
        Stable(0, 0, 0).ShouldBeTrue();
        Stable(5_000).ShouldBeTrue();
        Stable().ShouldBeTrue();
    }

    [Fact]
    public void Only_the_last_eight_revisions_count()
    {
        long[] calm = [.. Enumerable.Repeat(1_000L, 8)];
        Stable([9_000, 100, 9_000, .. calm]).ShouldBeTrue();
        Stable([100, .. calm[1..]]).ShouldBeFalse();
    }

    [Fact]
    public void Revisions_are_compared_chunk_by_chunk_as_the_window_moves()
    {
        var history = new ForecastHistory(Options);
        history.Add(100, [1_000, 8_000, 2_000, 6_000, 3_000, 5_000, 1, 1]);
        history.Add(101, [8_000, 2_000, 6_000, 3_000, 5_000, 1, 1, 1]);
        history.IsStable().ShouldBeTrue();
        history.Add(200, [1, 1, 1, 1, 1, 1, 1, 1]);
        history.IsStable().ShouldBeTrue();
    }

    [Fact]
    public void A_plan_is_solvent_while_the_reachable_members_can_carry_nearly_all_of_it()
    {
        Solvent(expected: 1_000, lowest: 0, highest: 2_000).ShouldBeTrue();
        Solvent(expected: 1_000, lowest: 0, highest: 950).ShouldBeTrue();
        Solvent(expected: 1_000, lowest: 0, highest: 940).ShouldBeFalse();
        Solvent(expected: 1_000, lowest: 1_060, highest: 2_000).ShouldBeFalse();
        Solvent(expected: 0, lowest: 0, highest: 0).ShouldBeTrue();
        Solvent(expected: -1_000, lowest: -940, highest: 0).ShouldBeFalse();
    }

    [Fact]
    public void Members_that_are_out_of_reach_do_not_carry_the_plan()
    {
        var partition = new ShapePartition(10, 8);
        partition.PutHousehold("home", 1, "a", HouseholdTypes.Vehicle, 1);
        var load = Enumerable.Repeat(1_000, 8).ToArray();
        partition.PutContribution("home", "m", 1, 10, true, load, new int[8], load, new int[8]);
        Total().ShouldBeTrue();
        partition.PutContribution("home", "m", 2, 10, false, load, new int[8], load, new int[8]);
        Total().ShouldBeFalse();

        bool Total() => FlexStatus.Solvent(
            ZoneShape.Compose(10, 8, [partition.Snapshot()], [], null, ConfidenceModel.Default).Total, Options);
    }

    [Fact]
    public void Control_is_nominal_at_nine_in_ten_and_while_little_is_known()
    {
        Nominal(confirmed: 0, failed: 19).ShouldBeTrue();
        Nominal(confirmed: 17, failed: 3).ShouldBeFalse();
        Nominal(confirmed: 18, failed: 2).ShouldBeTrue();
    }

    [Fact]
    public void Old_actions_and_those_before_the_last_two_hundred_are_forgotten()
    {
        var history = new ControlHistory(Options);
        for (var i = 0; i < 30; i++)
            history.Add(HouseholdTypes.Vehicle, 0, false);
        history.IsNominal(null, Options.ControlAgeMs).ShouldBeFalse();
        history.IsNominal(null, Options.ControlAgeMs + 1).ShouldBeTrue();
        for (var i = 0; i < 200; i++)
            history.Add(HouseholdTypes.Vehicle | HouseholdTypes.Solar, 1, true);
        history.IsNominal(null, 2).ShouldBeTrue();
        history.IsNominal(Ev, 2).ShouldBeFalse();
    }

    [Fact]
    public void Actions_that_count_are_kept_in_order_when_they_are_saved()
    {
        var history = new ControlHistory(Options);
        history.Save(0).ShouldBeEmpty();
        for (var i = 0; i < 230; i++)
            history.Add(i % 2 == 0 ? HouseholdTypes.Vehicle : HouseholdTypes.Vehicle | HouseholdTypes.Solar, i, i >= 50);

        var saved = history.Save(1_000);
        var restored = ControlHistory.Restore(Options, saved);

        restored.Save(1_000).ShouldBe(saved);
        for (var i = 230; i < 330; i++)
        {
            history.Add(HouseholdTypes.Vehicle, i, i % 4 == 0);
            restored.Add(HouseholdTypes.Vehicle, i, i % 4 == 0);
            restored.IsNominal(null, 1_000).ShouldBe(history.IsNominal(null, 1_000));
            restored.IsNominal(Ev, 1_000).ShouldBe(history.IsNominal(Ev, 1_000));
        }

        restored.Save(1_000).ShouldBe(history.Save(1_000));
        restored.Save(Options.ControlAgeMs + 1_000).ShouldBeEmpty();
    }

    [Fact]
    public void Damaged_actions_are_forgotten()
    {
        var history = new ControlHistory(Options);
        for (var i = 0; i < 20; i++)
            history.Add(HouseholdTypes.Vehicle, i, false);
        var saved = history.Save(100);
        ControlHistory.Restore(Options, saved).IsNominal(null, 100).ShouldBeFalse();
        foreach (var damaged in new[] { saved[..^3], [9, .. saved[1..]], [1, 255, .. saved[2..]], [1] })
            ControlHistory.Restore(Options, damaged).IsNominal(null, 100).ShouldBeTrue();
    }

    private static bool Stable(params long[] loads)
    {
        var history = new ForecastHistory(Options);
        foreach (var load in loads)
            history.Add(100, [load, load, load, load, load, load, load, load]);
        return history.IsStable();
    }

    private static bool Solvent(long expected, long lowest, long highest)
    {
        long[] Fill(long value) => [.. Enumerable.Repeat(value, 8)];
        return FlexStatus.Solvent(
            new ShapeAggregate(1, 1, [.. Fill(expected)], [], [], [.. Fill(lowest)], [.. Fill(highest)], [], []), Options);
    }

    private static bool Nominal(int confirmed, int failed)
    {
        var history = new ControlHistory(Options);
        for (var i = 0; i < confirmed + failed; i++)
            history.Add(HouseholdTypes.Vehicle, i, i < confirmed);
        return history.IsNominal(null, 1_000);
    }
}
