using System.Collections.Immutable;
using OrleansFlex.Domain.Pricing;

namespace OrleansFlex.Domain.Tests.Pricing;

public sealed class PriceSignalTimelineTests
{
    [Fact]
    public void Push_inside_a_step_resumes_the_old_price_at_the_end()
    {
        var timeline = Push(PriceSignalTimeline.Empty, 40, (0, 0.20m), (20, 0.35m));
        timeline = Push(timeline, 30, (10, 0.10m));
        var reading = timeline.Read(0, 50);
        reading.Values.ShouldBe([new(0, 0.20m), new(10, 0.10m), new(30, 0.35m)]);
        reading.Gaps.ShouldBe([new(40, 50)]);
    }

    [Fact]
    public void Reading_begins_with_the_value_in_force_dated_at_the_start()
    {
        var timeline = Push(PriceSignalTimeline.Empty, 100, (0, 1m), (50, 2m));
        timeline.Read(30, 60).Values.ShouldBe([new(30, 1m), new(50, 2m)]);
        timeline.Read(50, 60).Values.ShouldBe([new(50, 2m)]);
        timeline.Read(120, 140).Gaps.ShouldBe([new(120, 140)]);
        timeline.Read(60, 60).ShouldSatisfyAllConditions(
            reading => reading.Values.ShouldBeEmpty(), reading => reading.Gaps.ShouldBeEmpty());
    }

    [Fact]
    public void Random_pushes_and_readings_agree_with_a_table_of_instants()
    {
        const int length = 60;
        var random = new Random(3);
        for (var round = 0; round < 3_000; round++)
        {
            var table = new decimal?[length];
            var timeline = PriceSignalTimeline.Empty;
            for (var step = 0; step < 8; step++)
            {
                var (toMs, values) = RandomPush(random, length);
                timeline = Push(timeline, toMs, values);
                for (var i = 0; i < values.Length; i++)
                    for (var at = values[i].At; at < (i + 1 < values.Length ? values[i + 1].At : toMs); at++)
                        table[at] = values[i].Price;

                Assert.True(Enumerable.Range(0, length).Select(at => timeline.At(at)).SequenceEqual(table));
                timeline = PriceSignalTimeline.FromPoints(timeline.Points);
                ReadingCovers(timeline, table, random.Next(length), random.Next(length + 1));
            }
        }
    }

    [Fact]
    public void Compaction_changes_no_price_that_is_kept()
    {
        const int length = 60;
        var random = new Random(4);
        for (var round = 0; round < 3_000; round++)
        {
            var timeline = PriceSignalTimeline.Empty;
            for (var step = 0; step < 6; step++)
            {
                var (toMs, values) = RandomPush(random, length);
                timeline = Push(timeline, toMs, values);
            }
            var keepFrom = random.Next(length);
            var compacted = timeline.Compact(keepFrom, random.Next(length));
            for (var at = 0; at <= length; at++)
                Assert.Equal(at < keepFrom ? null : timeline.At(at), compacted.At(at));
            var most = random.Next(1, 12);
            var bounded = timeline.Compact(0, length, most);
            bounded.PointCount.ShouldBeLessThanOrEqualTo(most);
            for (var at = bounded.IsEmpty ? length : (int)bounded.Points.First().AtMs; at <= length; at++)
                Assert.Equal(timeline.At(at), bounded.At(at));
        }
    }

    [Fact]
    public void Compacting_what_needs_none_answers_the_same_timeline()
    {
        var timeline = Push(PriceSignalTimeline.Empty, 100, (10, 1m), (50, 1m));
        timeline.Compact(0, 0).ShouldBeSameAs(timeline);
        timeline.Compact(200, 0).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Faults_of_a_push_name_their_members()
    {
        Issues(100, (50, 1m), (50, 2m), (40, 3m)).ShouldBe(["values[1].at", "values[2].at"]);
        Issues(100, (50, 1m), (100, 2m)).ShouldBe(["values[1].at"]);
        Issues(50, (50, 1m)).ShouldBe(["to"]);
        Issues(50).ShouldBe(["values"]);
        Issues(50, (-1, 1m)).ShouldBe(["values[0].at"]);
        Issues(long.MaxValue, (0, 1m)).ShouldBe(["to"]);
        Issues(100, (1, 1_000_000.1m), (2, -1_000_001m), (3, 1_000_000m)).ShouldBe(["values[0].price", "values[1].price"]);
        Issues(200_000, [.. Enumerable.Range(0, 10_001).Select(i => (i, 1m))]).ShouldBe(["values"]);
        Issues(200_000, [.. Enumerable.Range(0, 10_000).Select(i => (i, 1m))]).ShouldBeEmpty();
    }

    [Fact]
    public void The_currency_must_be_the_zones()
    {
        ImmutableArray<PriceSignalValue> values = [new(0, 1m)];
        PriceSignalPush.Check(values, 10, "NOK", "EUR").Rejection!.Code.ShouldBe("currency.mismatch");
        PriceSignalPush.Check(values, 10, "nok", "EUR").Rejection!.Code.ShouldBe("currency.invalid");
        PriceSignalPush.Check(values, 10, null, "EUR").Rejection!.Code.ShouldBe("currency.invalid");
    }

    internal static PriceSignalTimeline Push(PriceSignalTimeline timeline, long toMs, params (long At, decimal Price)[] values) =>
        timeline.Push(PriceSignalPush.Check([.. values.Select(value => new PriceSignalValue(value.At, value.Price))], toMs, "EUR", "EUR").Value);

    private static string[] Issues(long toMs, params (int At, decimal Price)[] values)
    {
        var decision = PriceSignalPush.Check([.. values.Select(value => new PriceSignalValue(value.At, value.Price))], toMs, "EUR", "EUR");
        return decision.Rejection is InvalidInput invalid ? [.. invalid.Issues.Select(issue => issue.Path)] : [];
    }

    private static (int ToMs, (long At, decimal Price)[] Values) RandomPush(Random random, int length)
    {
        var times = Enumerable.Range(0, random.Next(2, 6)).Select(_ => random.Next(length)).Distinct().Order().ToList();
        if (times.Count == 1)
            times.Add(times[0] + 1);
        return (times[^1], [.. times.SkipLast(1).Select(at => ((long)at, (decimal)random.Next(4)))]);
    }

    private static void ReadingCovers(PriceSignalTimeline timeline, decimal?[] table, int from, int to)
    {
        var reading = timeline.Read(from, to);
        for (var at = from; at < to; at++)
        {
            var isGap = reading.Gaps.Any(gap => gap.FromMs <= at && at < gap.ToMs);
            if (isGap != table[at] is null || (!isGap && reading.Values.Last(value => value.AtMs <= at).Price != table[at]))
                Assert.Fail($"{reading} at {at}");
        }
        if (from < to && table[from] is { } first)
            reading.Values[0].ShouldBe(new PriceSignalValue(from, first));
    }
}
