using System.Diagnostics;
using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Domain.Forecasting;
using OrleansFlex.Domain.Schedules;
using OrleansFlex.Domain.Sandbox;

namespace OrleansFlex.Domain.Tests.Forecasting;

public sealed class ConfidenceLearningTests(ITestOutputHelper output)
{
    private static readonly LocalCalendar Utc = LocalCalendar.Of("UTC");
    private const int Chunks = 96;
    private const long FirstChunk = 20_000 * 96;
    private static readonly ConfidenceOptions Options = new();
    private static readonly ShapeOptions Window = ShapeOptions.Default;

    [Fact]
    public void Every_lead_time_that_errors_are_distributed_by_is_followed() =>
        new[] { 0, 1, 2, 4, 8, 12, 24, 36, 64 }
            .ShouldAllBe(start => ForecastLedger.Leads.Any(lead => lead >= start && lead < (start < 12 ? Math.Max(start * 2, 1) : 2 * start)));

    [Fact]
    public void Nothing_learned_is_the_prior_and_the_empty_zone_is_certain()
    {
        var learning = ConfidenceLearning.Open(Options, Window, Utc, []);
        learning.HasLearned.ShouldBeFalse();
        var prior = CalibratedConfidence.Create(ConfidenceModel.Create(Options));
        for (var lead = 0; lead < Chunks; lead++)
        {
            learning.Of(lead, FirstChunk + lead, 0, 0, 500).ShouldBe(1);
            learning.Of(lead, FirstChunk + lead, 1_000_000, 4_000_000_000, 500)
                .ShouldBe(prior.Confidence(lead, lead / 4 % 24, 1_000_000, 4_000_000_000, 500));
        }

        learning.Learn(Window.StartMs(FirstChunk + 1000)).ShouldBeFalse();
    }

    [Fact]
    public void A_zone_learns_every_six_hours_from_the_chunks_that_end()
    {
        var learning = ConfidenceLearning.Open(Options, Window, Utc, []);
        Run(learning, FirstChunk, 2 * Chunks, error: 0.3).ShouldBe([24, 48, 72, 96, 120, 144, 168]);
        learning.HasLearned.ShouldBeTrue();
    }

    [Fact]
    public void Forecasts_that_come_true_raise_confidence_and_those_that_do_not_lower_it()
    {
        var good = ConfidenceLearning.Open(Options, Window, Utc, []);
        var bad = ConfidenceLearning.Open(Options, Window, Utc, []);
        Run(good, FirstChunk, 5 * Chunks, error: 0.02);
        Run(bad, FirstChunk, 5 * Chunks, error: 0.4);
        var at = FirstChunk + (5 * Chunks);
        foreach (var lead in new[] { 1, 8, 20, 30, 50, 90 })
        {
            good.Of(lead, at + lead, 1_000_000, 100_000_000, 1000).ShouldBeGreaterThan(0.85, $"lead {lead}");
            bad.Of(lead, at + lead, 1_000_000, 100_000_000, 1000).ShouldBeLessThan(0.45, $"lead {lead}");
        }
    }

    [Fact]
    public void A_bad_first_night_does_not_make_failure_certain()
    {
        var learning = ConfidenceLearning.Open(Options, Window, Utc, []);
        var prior = learning.Of(2, FirstChunk, 1_000_000, 100_000_000, 1000);
        Run(learning, FirstChunk, Chunks / 2, error: 5);
        learning.HasLearned.ShouldBeTrue();
        learning.Of(2, FirstChunk, 1_000_000, 100_000_000, 1000).ShouldBeInRange(prior / 3, prior);
        Run(learning, FirstChunk + (Chunks / 2), 5 * Chunks, error: 5);
        learning.Of(2, FirstChunk, 1_000_000, 100_000_000, 1000).ShouldBeLessThan(0.15);
    }

    [Fact]
    public void What_was_learned_survives_a_restart_and_fades_over_days()
    {
        var before = ConfidenceLearning.Open(Options, Window, Utc, []);
        Run(before, FirstChunk, 5 * Chunks, error: 0.4);
        var after = ConfidenceLearning.Open(Options, Window, Utc, before.Save());
        after.HasLearned.ShouldBeTrue();
        SameAs(after, before).ShouldBeTrue();
        after.Save().ShouldBe(before.Save());

        // A few hours do not undo what days have taught, but days do.
        var at = FirstChunk + (5 * Chunks);
        var learned = before.Of(8, at, 1_000_000, 100_000_000, 1000);
        var fresh = ConfidenceLearning.Open(Options, Window, Utc, []);
        Run(fresh, at, 30, error: 0.02).ShouldBe([24]);
        Run(after, at, 30, error: 0.02).ShouldBe([24]);
        var halfway = (learned + fresh.Of(8, at, 1_000_000, 100_000_000, 1000)) / 2;
        after.Of(8, at, 1_000_000, 100_000_000, 1000).ShouldBeInRange(learned, halfway);
        Run(after, at + 30, 12 * Chunks, error: 0.02);
        after.Of(8, at, 1_000_000, 100_000_000, 1000).ShouldBeGreaterThan(learned + 0.3);
    }

    [Fact]
    public void Bytes_of_other_chunks_or_versions_or_damaged_ones_start_anew()
    {
        var learned = ConfidenceLearning.Open(Options, Window, Utc, []);
        Run(learned, FirstChunk, 2 * Chunks, error: 0.4);
        var saved = learned.Save();
        ConfidenceLearning.Open(Options, new ShapeOptions(30, 48), Utc, saved).HasLearned.ShouldBeFalse();
        ConfidenceLearning.Open(Options, Window, Utc, [.. saved[..12], 2, .. saved[13..]]).HasLearned.ShouldBeFalse();
        ConfidenceLearning.Open(Options, Window, Utc, [.. saved, 0]).HasLearned.ShouldBeFalse();
        for (var length = 0; length < saved.Length; length += 7)
            ConfidenceLearning.Open(Options, Window, Utc, saved[..length]).HasLearned.ShouldBeFalse();
    }

    [Fact]
    public void Homes_that_are_signed_up_are_no_error_of_the_forecast()
    {
        var ledger = new ForecastLedger();
        ledger.Record(100, Aggregate(100, 50_000, 3));
        ledger.Record(101, Aggregate(105, 52_500, 3));
        ledger.Record(102, Aggregate(500, 250_000, 3));
        ledger.Record(103, Aggregate(500, 250_000, 3));
        ledger.Settled.Select(settled => (settled.Chunk, settled.Error.LeadChunks)).ShouldBe([(100, 0), (101, 0), (101, 1), (102, 0)]);
    }

    [Fact, Trait("Category", "Slow")]
    public void A_fortnight_of_a_zone_with_many_segments_is_bounded_and_fitted_soon()
    {
        var learning = ConfidenceLearning.Open(Options, Window, Utc, []);
        Run(learning, FirstChunk, 15 * Chunks, error: 0.2, segments: 12);
        var at = FirstChunk + (15 * Chunks);
        var watch = Stopwatch.StartNew();
        learning.Learn(Window.StartMs(at + Chunks)).ShouldBeTrue();
        output.WriteLine($"fit {watch.Elapsed.TotalMilliseconds:F1} ms, saved {learning.Save().Length} bytes");
        learning.Save().Length.ShouldBeLessThan(17_500);
        watch.Restart();
        var sum = 0.0;
        for (var i = 0; i < 100_000; i++)
            sum += learning.Of(i % Chunks, at + (i % Chunks), 1_000_000 + i, 400_000_000 + i, 1000);
        output.WriteLine($"confidence {watch.Elapsed.TotalMicroseconds / 100:F0} ns, mean {sum / 100_000:F3}");
        IConfidence normal = ConfidenceModel.Default;
        watch.Restart();
        for (var i = 0; i < 100_000; i++)
            sum += normal.Of(i % Chunks, at + (i % Chunks), 1_000_000 + i, 400_000_000 + i, 1000);
        output.WriteLine($"normal approximation {watch.Elapsed.TotalMicroseconds / 100:F0} ns");
        GC.KeepAlive(sum);
    }

    private static bool SameAs(ConfidenceLearning one, ConfidenceLearning other)
    {
        var random = new SeededRandom(3);
        for (var run = 0; run < 2000; run++)
        {
            var lead = (int)random.Between(0, Chunks);
            var chunk = FirstChunk + (long)random.Between(0, 96);
            var expected = (long)random.Between(-1_000_000, 5_000_000);
            var variance = (long)Math.Exp(random.Between(0, 30));
            if (one.Of(lead, chunk, expected, variance, 1000) != other.Of(lead, chunk, expected, variance, 1000))
                return false;
        }

        return true;
    }

    /// <summary>Lets chunks pass; each comes otherwise than forecast by a share that its whole span has in common.</summary>
    private static List<int> Run(ConfidenceLearning learning, long from, int count, double error, int segments = 0)
    {
        var random = new SeededRandom(7);
        var fits = new List<int>();
        var definitions = Enumerable.Range(1, segments)
            .Select(i => new SegmentDefinition(new Guid(i, 0, 0, new byte[8]), $"s{i}", (HouseholdTypes)(i % 64), 0, default, default))
            .ToArray();
        for (var i = 0; i < count; i++)
        {
            var chunk = from + i;
            learning.Record(Shape(chunk, 1_000_000, definitions));
            if (learning.Learn(Window.StartMs(chunk)))
                fits.Add(i);
            learning.Record(Shape(chunk, 1_000_000 + (long)(1_000_000 * random.Normal(0, error)), definitions));
        }

        return fits;
    }

    private static ZoneShape Shape(long chunk, long watts, SegmentDefinition[] segments)
    {
        var aggregate = Aggregate(1000, watts, Chunks);
        return new ZoneShape(chunk, aggregate, [.. segments.Select(segment => new SegmentShape(segment, aggregate))], Aggregate(0, 0, Chunks));
    }

    private static ShapeAggregate Aggregate(int assets, long watts, int chunks)
    {
        long[] first = [watts, .. Enumerable.Repeat(watts > 0 && chunks > 1 ? 1_000_000L : watts, chunks - 1)];
        long[] variance = [.. Enumerable.Repeat(watts == 0 ? 0 : 100_000_000L, chunks)];
        return new ShapeAggregate(assets, assets, [.. first], [.. first], [.. first], [.. first], [.. first], [.. variance], []);
    }
}
