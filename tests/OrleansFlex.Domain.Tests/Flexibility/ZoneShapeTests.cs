using System.Buffers;
using System.Globalization;
using System.Text.Json;
using OrleansFlex.Domain.Flexibility;

namespace OrleansFlex.Domain.Tests.Flexibility;

public sealed class ZoneShapeTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly SegmentDefinition Ev = new(new Guid(1, 0, 0, new byte[8]), "EV only", HouseholdTypes.Vehicle, HouseholdTypes.Solar, Now, Now);
    private static readonly SegmentDefinition EvSolar = new(new Guid(2, 0, 0, new byte[8]), "EV \"+\" sølar", HouseholdTypes.Vehicle | HouseholdTypes.Solar, 0, Now, Now);
    private static readonly SegmentDefinition HeatPump = new(new Guid(3, 0, 0, new byte[8]), "heat", HouseholdTypes.Hvac, HouseholdTypes.Vehicle, Now, Now);

    [Fact]
    public void The_total_is_the_sum_of_segments_and_unassigned_for_any_zone_and_filter()
    {
        var random = new Random(21);
        for (var round = 0; round < 400; round++)
        {
            var partitions = RandomPartitions(random);
            IReadOnlySet<string>? areas = random.Next(2) == 0 ? null : new HashSet<string> { "a1", "nowhere" };
            var shape = ZoneShape.Compose(partitions.Max(sums => sums.FirstChunk), 8, partitions, [Ev, EvSolar, HeatPump], areas, ConfidenceModel.Default);
            var parts = shape.Segments.Select(segment => segment.Aggregate).Append(shape.Unassigned).ToList();
            shape.Total.AssetCount.ShouldBe(parts.Sum(part => part.AssetCount));
            shape.Total.HouseholdCount.ShouldBe(parts.Sum(part => part.HouseholdCount));
            shape.Segments.ShouldAllBe(segment => segment.Aggregate.HouseholdCount > 0);
            for (var i = 0; i < 8; i++)
            {
                shape.Total.Expected[i].ShouldBe(parts.Sum(part => part.Expected[i]));
                shape.Total.Minimum[i].ShouldBe(parts.Sum(part => part.Minimum[i]));
                shape.Total.Maximum[i].ShouldBe(parts.Sum(part => part.Maximum[i]));
                shape.Total.Variance[i].ShouldBe(parts.Sum(part => part.Variance[i]));
            }
            AddsUpInJson(shape);
        }
    }

    [Fact]
    public void Partitions_that_rolled_at_different_times_are_aligned()
    {
        var ahead = new ShapePartition(11, 8);
        var behind = new ShapePartition(10, 8);
        foreach (var (partition, name) in new[] { (ahead, "x"), (behind, "y") })
        {
            partition.PutHousehold(name, 1, "a1", HouseholdTypes.Vehicle, 1);
            int[] ramp = [.. Enumerable.Range(0, 9)];
            partition.PutContribution(name, name, 1, 10, true, ramp, ramp, ramp, new int[9]);
        }
        var shape = ZoneShape.Compose(11, 8, [ahead.Snapshot(), behind.Snapshot()], [], null, ConfidenceModel.Default);
        shape.Total.Expected.ShouldBe([2, 4, 6, 8, 10, 12, 14, 16]);
    }

    [Fact]
    public void A_segment_without_households_is_left_out_of_the_list_but_answers_zeros()
    {
        var partition = new ShapePartition(10, 8);
        partition.PutHousehold("home", 1, "a1", HouseholdTypes.Vehicle, 3);
        var shape = ZoneShape.Compose(10, 8, [partition.Snapshot()], [Ev, HeatPump], null, ConfidenceModel.Default);
        shape.Segments.Single().Segment.ShouldBe(Ev);
        shape.OfSegment(Ev.Id, ConfidenceModel.Default).AssetCount.ShouldBe(3);
        var absent = shape.OfSegment(HeatPump.Id, ConfidenceModel.Default);
        absent.AssetCount.ShouldBe(0);
        absent.Expected.ShouldAllBe(watts => watts == 0);
        absent.Confidence.ShouldAllBe(confidence => confidence == 1);
    }

    [Fact]
    public void A_shape_shows_the_same_until_a_number_or_a_time_stamp_changes()
    {
        var partition = new ShapePartition(10, 8);
        partition.PutHousehold("home", 1, "a1", HouseholdTypes.Vehicle, 3);
        var before = Compose(partition);
        Compose(partition).ShowsSameAs(before).ShouldBeTrue();
        partition.PutContribution("home", "m", 1, 10, true, new int[8], new int[8], new int[8], new int[8]);
        Compose(partition).ShowsSameAs(before).ShouldBeTrue();
        partition.PutContribution("home", "m", 2, 10, true, new int[8], new int[8], [0, 1, 0, 0, 0, 0, 0, 0], new int[8]);
        Compose(partition).ShowsSameAs(before).ShouldBeFalse();
        partition.Roll(12);
        Compose(partition).ShowsSameAs(before).ShouldBeFalse();

        static ZoneShape Compose(ShapePartition partition) => ZoneShape.Compose(
            partition.FirstChunk, 8, [partition.Snapshot()], [Ev], null, ConfidenceModel.Default);
    }

    internal static PartitionSums[] RandomPartitions(Random random)
    {
        var partitions = new List<PartitionSums>();
        for (var p = random.Next(1, 4); p > 0; p--)
        {
            var partition = new ShapePartition(100 + random.Next(2), 8);
            for (var household = random.Next(6); household > 0; household--)
            {
                partition.PutHousehold($"s{household}", 1, $"a{random.Next(3)}", (HouseholdTypes)random.Next(64), random.Next(4));
                var series = Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, 10).Select(_ => random.Next(-20_000, 20_000)).ToArray()).ToArray();
                partition.PutContribution($"s{household}", $"m{household}", 1, 100, true, series[0], series[1], series[2], series[3]);
            }
            partitions.Add(partition.Snapshot());
        }
        return [.. partitions];
    }

    private static void AddsUpInJson(ZoneShape shape)
    {
        var output = new ArrayBufferWriter<byte>();
        ShapeJson.Write(output, "BE", "r1", 0, shape, new ShapeOptions(15, 8));
        using var json = JsonDocument.Parse(output.WrittenMemory);
        var root = json.RootElement;
        foreach (var field in new[] { "expectedKw", "minimumKw", "maximumKw" })
            for (var i = 0; i < 8; i++)
                Value(root.GetProperty("total"), i, field).ShouldBe(
                    Value(root.GetProperty("unassigned"), i, field) + root.GetProperty("segments").EnumerateArray().Sum(segment => Value(segment, i, field)));

        static decimal Value(JsonElement part, int chunk, string field) =>
            decimal.Parse(part.GetProperty("chunks")[chunk].GetProperty("forecast").GetProperty(field).GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}
