using OrleansFlex.Domain.Flexibility;

namespace OrleansFlex.Domain.Tests.Flexibility;

public sealed class ShapePartitionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(40)]
    public void Random_messages_leave_the_sums_that_a_recomputation_gives(int window)
    {
        var random = new Random(window);
        for (var round = 0; round < 100; round++)
        {
            var first = (long)random.Next(100, 200);
            var partition = new ShapePartition(first, window);
            var naive = new NaivePartition(first, window);
            for (var step = 0; step < 60; step++)
            {
                Step(random, partition, naive, window, step);
                partition.MemberCount.ShouldBe(naive.MemberCount);
                if (random.Next(4) == 0)
                    naive.ShouldEqual(partition.Snapshot());
            }
            naive.ShouldEqual(partition.Snapshot());
        }
    }

    [Fact]
    public void Thousands_of_members_come_and_go_and_are_always_found()
    {
        var random = new Random(99);
        var partition = new ShapePartition(10, 4);
        partition.PutHousehold("home", 1, "north", HouseholdTypes.Vehicle, 2);
        var held = new HashSet<string>();
        for (var version = 1; version < 60_000; version++)
        {
            // The number of members swells and shrinks.
            var member = $"m{random.Next(4_000)}";
            if (random.Next(100) < (version / 10_000 % 2 == 0 ? 70 : 30))
            {
                Put(partition, member, version, 10, 1).ShouldBe(ContributionOutcome.Accepted);
                held.Add(member);
            }
            else
            {
                partition.RemoveMember(member, version);
                held.Remove(member);
            }
            partition.MemberCount.ShouldBe(held.Count);
        }
        Enumerable.Range(0, 4_000).ShouldAllBe(i => partition.Holds($"m{i}") == held.Contains($"m{i}"));
        partition.Snapshot().Cells.Single().Expected[0].ShouldBe(held.Count);
    }

    [Fact]
    public void A_snapshot_is_the_same_object_until_a_number_changes()
    {
        var partition = Filled();
        var before = partition.Snapshot();
        partition.HasChanges.ShouldBeFalse();
        partition.Snapshot().ShouldBeSameAs(before);
        Put(partition, "m", 2, 10, 1_000).ShouldBe(ContributionOutcome.Accepted);
        partition.Snapshot().ShouldBeSameAs(before);
        Put(partition, "m", 3, 10, 1_001);
        partition.HasChanges.ShouldBeTrue();
        var after = partition.Snapshot();
        after.Revision.ShouldBe(before.Revision + 1);
        before.Cells[0].Expected[0].ShouldBe(1_000);
        after.Cells[0].Expected[0].ShouldBe(1_001);
    }

    [Fact]
    public void Lost_repeated_and_reordered_messages_are_harmless()
    {
        var partition = Filled();
        Put(partition, "m", 5, 10, 700);
        Put(partition, "m", 4, 10, 300).ShouldBe(ContributionOutcome.Stale);
        Put(partition, "m", 5, 10, 700).ShouldBe(ContributionOutcome.Accepted);
        partition.Snapshot().Cells[0].Expected[0].ShouldBe(700);
        partition.RemoveMember("m", 4).ShouldBe(ContributionOutcome.Stale);
        partition.RemoveMember("m", 6).ShouldBe(ContributionOutcome.Accepted);
        Put(partition, "m", 6, 10, 700).ShouldBe(ContributionOutcome.Stale);
        partition.Snapshot().Cells[0].Expected[0].ShouldBe(0);
        Put(partition, "m", 7, 10, 700).ShouldBe(ContributionOutcome.Accepted);
    }

    [Fact]
    public void A_contribution_without_a_household_waits_for_it()
    {
        var partition = new ShapePartition(10, 4);
        Put(partition, "m", 1, 10, 500).ShouldBe(ContributionOutcome.Parked);
        partition.Snapshot().Cells.ShouldBeEmpty();
        partition.PutHousehold("home", 1, "north", HouseholdTypes.Vehicle, 2);
        partition.Snapshot().Cells.Single().Expected[0].ShouldBe(500);
    }

    [Fact]
    public void Contributions_that_wait_in_vain_are_dropped_when_their_chunks_have_passed()
    {
        var partition = new ShapePartition(10, 4);
        Put(partition, "m", 1, 10, 500);
        partition.Roll(13);
        partition.MemberCount.ShouldBe(1);
        partition.Roll(20);
        partition.MemberCount.ShouldBe(0);
    }

    [Fact]
    public void Ratings_beyond_16_bits_are_exact_and_may_change_back()
    {
        var partition = Filled();
        foreach (var (version, watts) in new[] { (2, 32_767), (3, 32_768), (4, -32_769), (5, 5_000_000), (6, -32_768), (7, 0) })
        {
            Put(partition, "m", version, 10, watts);
            var cell = partition.Snapshot().Cells.Single();
            cell.Expected[0].ShouldBe(watts);
            cell.ReachableMaximum[0].ShouldBe(watts);
        }
    }

    [Fact]
    public void Series_of_different_lengths_are_a_bug() => Should.Throw<ArgumentException>(() =>
        Filled().PutContribution("home", "m", 2, 10, true, new int[4], new int[3], new int[4], new int[4]));

    [Fact]
    public void A_contribution_allocates_nothing_in_steady_state()
    {
        var partition = new ShapePartition(10, 96);
        partition.PutHousehold("home", 1, "north", HouseholdTypes.Vehicle, 2);
        var watts = new int[96];
        for (var version = 0; version < 50; version++)
            partition.PutContribution("home", "m", version, 10, true, watts, watts, watts, watts);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var version = 50; version < 1_000; version++)
        {
            watts[version % 96] = version;
            partition.PutContribution("home", "m", version, 10, version % 7 != 0, watts, watts, watts, watts);
        }
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static ShapePartition Filled()
    {
        var partition = new ShapePartition(10, 4);
        partition.PutHousehold("home", 1, "north", HouseholdTypes.Vehicle, 2);
        Put(partition, "m", 1, 10, 1_000);
        return partition;
    }

    private static ContributionOutcome Put(ShapePartition partition, string member, long version, long chunk, int watts)
    {
        int[] series = [watts, watts, watts, watts];
        return partition.PutContribution("home", member, version, chunk, true, series, series, series, new int[4]);
    }

    private static void Step(Random random, ShapePartition partition, NaivePartition naive, int window, int step)
    {
        var site = $"s{random.Next(5)}";
        var member = $"m{random.Next(8)}";
        var version = (long)(step / 4) + random.Next(8);
        switch (random.Next(12))
        {
            case 0 or 1:
                var (area, types, assets) = ($"a{random.Next(2)}", (HouseholdTypes)random.Next(3), random.Next(4));
                partition.PutHousehold(site, version, area, types, assets).ShouldBe(naive.PutHousehold(site, version, area, types, assets));
                break;
            case 2:
                partition.RemoveHousehold(site, version).ShouldBe(naive.RemoveHousehold(site, version));
                break;
            case 3:
                partition.RemoveMember(member, version).ShouldBe(naive.RemoveMember(member, version));
                break;
            case 4:
                var first = naive.First + (random.Next(10) == 0 ? random.Next(2 * window) : random.Next(-1, 3));
                partition.Roll(first);
                naive.Roll(first);
                break;
            default:
                var chunk = Math.Max(0, naive.First + (random.Next(4) == 0 ? random.Next(-window - 2, window + 4) : random.Next(-1, 2)));
                var length = random.Next(4) == 0 ? random.Next(1, window + 4) : window;
                var limit = random.Next(6) == 0 ? 100_000 : 12_000;
                var series = Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, length).Select(_ => random.Next(-limit, limit)).ToArray()).ToArray();
                var isReachable = random.Next(3) != 0;
                partition.PutContribution(site, member, version, chunk, isReachable, series[0], series[1], series[2], series[3])
                    .ShouldBe(naive.Put(site, member, version, chunk, isReachable, series));
                break;
        }
    }
}
