using System.Collections.Immutable;
using OrleansFlex.Domain.Pricing;

namespace OrleansFlex.Domain.Tests.Pricing;

public sealed class PriceArchiveTests
{
    private const long Now = 1_767_600_000_000;
    private const long DayMs = 86_400_000;

    [Fact]
    public void A_desk_that_pushes_every_ten_seconds_writes_a_bounded_number_of_points()
    {
        var store = new Store();
        var most = 0;
        for (var push = 0; push < 20_000; push++)
        {
            var nowMs = Now + (push * 10_000);
            store.Push(nowMs, [.. Enumerable.Range(0, 48).Select(i => (nowMs + (i * 900_000), 0.1m + (push % 97 * 0.001m)))], nowMs + (48 * 900_000));
            most = Math.Max(most, store.Recent.Length);
        }

        // An hour, a segment in the making and what is to come.
        most.ShouldBeLessThanOrEqualTo(360 + PriceArchive.SegmentPoints + 50);
        store.Timeline.PointCount.ShouldBeGreaterThan(19_000);
    }

    [Fact]
    public void Whatever_is_pushed_segments_and_the_rest_make_up_the_history()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var random = new Random(seed);
            var store = new Store();
            var nowMs = Now;
            for (var push = 0; push < 300; push++)
            {
                nowMs += random.Next(1, 4) * random.Next(1, 3_600_000);
                var fromMs = nowMs + (random.Next(10) == 0 ? -random.NextInt64(5 * DayMs) : random.Next(-900_000, 900_000));
                var values = random.Next(1, 120);
                var step = random.Next(1_000, 600_000);
                store.Push(nowMs, [.. Enumerable.Range(0, values).Select(i => (fromMs + (i * (long)step), random.Next(5) * 0.1m))], fromMs + (values * (long)step));
            }

            store.Segments.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void What_is_older_than_the_retention_goes_by_segments()
    {
        ImmutableArray<PriceSegment> segments =
        [
            new(0, Now - (500 * DayMs), Now - (450 * DayMs), 500),
            new(1, Now - (450 * DayMs), Now - (350 * DayMs), 500),
            new(2, Now - (350 * DayMs), Now - DayMs, 500),
        ];
        PriceArchive.KeepFromMs(segments, 1600, Now).ShouldBe(segments[1].FromMs);
        PriceArchive.KeepFromMs(segments, 50_600, Now).ShouldBe(segments[2].FromMs);
        PriceArchive.KeepFromMs([], 10, Now).ShouldBe(Now - (400 * DayMs));
    }

    /// <summary>Stores as the grain does, and checks that what is stored is the history.</summary>
    private sealed class Store
    {
        private readonly Dictionary<int, ImmutableArray<(long AtMs, decimal? Price)>> _stored = [];
        private int _next;

        public PriceSignalTimeline Timeline { get; private set; } = PriceSignalTimeline.Empty;

        public ImmutableArray<PriceSegment> Segments { get; private set; } = [];

        public ImmutableArray<(long AtMs, decimal? Price)> Recent { get; private set; } = [];

        public void Push(long nowMs, (long AtMs, decimal Price)[] values, long toMs)
        {
            var push = PriceSignalPush.Check([.. values.Select(value => new PriceSignalValue(value.AtMs, value.Price))], toMs, "EUR", "EUR").Value;
            var pushed = Timeline.Push(push);
            var keepFromMs = PriceArchive.KeepFromMs(Segments, pushed.PointCount, nowMs);
            Timeline = pushed.Compact(keepFromMs, nowMs);
            var division = PriceArchive.Divide(Timeline, Segments, _next, keepFromMs, push.FromMs, nowMs);
            foreach (var (segment, points) in division.Added)
                _stored.Add(segment.Number, points);
            (Segments, Recent, _next) = (division.Segments, division.Recent, division.NextNumber);
            Segments.SelectMany(segment => _stored[segment.Number]).Concat(Recent).ShouldBe(Timeline.Points);
        }
    }
}
