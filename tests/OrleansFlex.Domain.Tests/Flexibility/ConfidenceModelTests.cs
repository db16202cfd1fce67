using OrleansFlex.Domain.Flexibility;

namespace OrleansFlex.Domain.Tests.Flexibility;

public sealed class ConfidenceModelTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.5, 0.38292492254802624)]
    [InlineData(1, 0.6826894921370859)]
    [InlineData(1.96, 0.9500042097035591)]
    [InlineData(3, 0.9973002039367398)]
    [InlineData(6, 0.9999999980268246)]
    [InlineData(40, 1)]
    [InlineData(double.PositiveInfinity, 1)]
    public void The_normal_distribution_is_right(double x, double expected) =>
        NormalDistribution.WithinProbability(x).ShouldBe(expected, 1e-12);

    [Fact]
    public void The_normal_distribution_rises_everywhere()
    {
        var last = -1.0;
        for (var x = 0.0; x < 40; x += 0.001)
        {
            var now = NormalDistribution.WithinProbability(x);
            now.ShouldBeGreaterThanOrEqualTo(last - 1e-15);
            last = now;
        }
    }

    [Fact]
    public void Confidence_is_a_probability_for_any_input()
    {
        var random = new Random(5);
        long[] extremes = [0, 1, -1, long.MaxValue, long.MinValue, int.MaxValue, 1_000_000_000_000];
        foreach (var expected in extremes)
            foreach (var variance in extremes)
                foreach (var assets in new[] { 0, 1, 100, int.MaxValue })
                    ConfidenceModel.Default.Confidence(random.Next(200), expected, variance, assets).ShouldBeInRange(0, 1);
    }

    [Fact]
    public void Confidence_falls_with_variance_and_rises_with_the_number_of_assets()
    {
        var random = new Random(6);
        for (var round = 0; round < 5_000; round++)
        {
            var (lead, expected) = (random.Next(96), random.NextInt64(-1_000_000, 1_000_000));
            var variance = random.NextInt64(0, 1L << random.Next(1, 45));
            var assets = random.Next(10_000);
            var confidence = ConfidenceModel.Default.Confidence(lead, expected, variance, assets);
            ConfidenceModel.Default.Confidence(lead, expected, variance + random.NextInt64(1, 1L << 40), assets).ShouldBeLessThanOrEqualTo(confidence);
            ConfidenceModel.Default.Confidence(lead, expected, variance, assets + random.Next(1_000)).ShouldBeGreaterThanOrEqualTo(confidence);
        }
    }

    [Fact]
    public void No_load_and_no_variance_is_certain()
    {
        ConfidenceModel.Default.Confidence(10, 0, 0, 0).ShouldBe(1);
        ConfidenceModel.Default.Confidence(10, 0, 0, 500).ShouldBe(1);
        ConfidenceModel.Default.Confidence(10, 0, 1_000_000, 0).ShouldBe(0);
    }

    [Fact]
    public void The_margin_is_a_tenth_of_the_load_but_a_kilowatt_per_hundred_assets_at_least()
    {
        var options = new ConfidenceOptions();
        options.MarginWatts(500_000, 100).ShouldBe(50_000);
        options.MarginWatts(-500_000, 100).ShouldBe(50_000);
        options.MarginWatts(5_000, 100).ShouldBe(1_000);
        options.MarginWatts(0, 250).ShouldBe(2_500);
    }

    [Theory]
    [InlineData(1, 0.0025, 0)]
    [InlineData(2.5, 0.01, 0)]
    [InlineData(0.3, 0, 0)]
    [InlineData(0, 0.02, 0)]
    [InlineData(1.5, 0.004, 0.02)]
    public void A_fit_finds_the_variance_that_made_the_errors(double own, double common, double outlierShare)
    {
        var truth = new ErrorVariance(own, common);
        var errors = Errors(new Random(8), truth, 6_000, outlierShare);
        var fitted = ConfidenceModel.Default.Fit(errors).At(20);
        foreach (var (expected, variance) in new[] { (50_000L, 4_000_000L), (1_000_000L, 40_000_000L), (300_000L, 900_000_000L) })
            Math.Sqrt(fitted.Of(variance, expected) / truth.Of(variance, expected)).ShouldBe(1, outlierShare > 0 ? 0.25 : 0.1);
    }

    [Fact]
    public void After_a_fit_the_confidence_comes_true()
    {
        var random = new Random(9);
        var truth = new ErrorVariance(1.7, 0.006);
        var model = ConfidenceModel.Default.Fit(Errors(random, truth, 4_000, 0));
        var deciles = Errors(random, truth, 40_000, 0).Select(error =>
        {
            var margin = model.Options.MarginWatts(error.ExpectedWatts, 100);
            return (Confidence: model.Confidence(error.LeadChunks, error.ExpectedWatts, error.Variance, 100),
                CameTrue: Math.Abs(error.RealisedWatts - error.ExpectedWatts) <= margin);
        }).GroupBy(outcome => Math.Min(9, (int)(outcome.Confidence * 10))).Where(decile => decile.Count() >= 200).ToList();
        deciles.Count.ShouldBeGreaterThanOrEqualTo(4);
        foreach (var decile in deciles)
            decile.Average(outcome => outcome.CameTrue ? 1.0 : 0.0).ShouldBe(decile.Average(outcome => outcome.Confidence), 0.05);
    }

    [Fact]
    public void Too_few_or_useless_errors_change_nothing()
    {
        var few = Errors(new Random(10), new ErrorVariance(9, 0.5), 49, 0);
        ConfidenceModel.Default.Fit(few).Buckets.ShouldBe(ConfidenceModel.Default.Buckets);
        ConfidenceModel.Default.Fit([.. Enumerable.Repeat(new RealisedError(20, 0, 0, 5_000), 500)]).Buckets.ShouldBe(ConfidenceModel.Default.Buckets);
        ConfidenceModel.Default.Fit([]).Buckets.ShouldBe(ConfidenceModel.Default.Buckets);
    }

    [Fact]
    public void Absurd_errors_never_spoil_the_model()
    {
        var random = new Random(12);
        for (var round = 0; round < 300; round++)
        {
            var errors = Enumerable.Range(0, 200).Select(_ => new RealisedError(random.Next(100), Absurd(random), Absurd(random), Absurd(random))).ToArray();
            var fitted = ConfidenceModel.Default.Fit(errors);
            foreach (var bucket in fitted.Buckets)
                (double.IsFinite(bucket.Own) && bucket.Own >= 0 && double.IsFinite(bucket.Common) && bucket.Common >= 0).ShouldBeTrue();
            fitted.Confidence(random.Next(96), Absurd(random), Absurd(random), 3).ShouldBeInRange(0, 1);
        }
    }

    [Fact]
    public void A_stored_model_is_restored_and_a_broken_one_refused()
    {
        var model = ConfidenceModel.Default.Fit(Errors(new Random(13), new ErrorVariance(3, 0.01), 500, 0));
        ConfidenceModel.Restore(model.Options, model.Buckets).Buckets.ShouldBe(model.Buckets);
        Should.Throw<ArgumentException>(() => ConfidenceModel.Restore(model.Options, model.Buckets.SetItem(0, new ErrorVariance(double.NaN, 0))));
        Should.Throw<ArgumentException>(() => ConfidenceModel.Restore(model.Options, []));
    }

    private static long Absurd(Random random) => random.Next(3) == 0 ? 0 : random.NextInt64(0, 1L << random.Next(1, 62)) * (random.Next(2) == 0 ? 1 : -1);

    private static RealisedError[] Errors(Random random, ErrorVariance truth, int count, double outlierShare) =>
        [.. Enumerable.Range(0, count).Select(_ =>
        {
            var expected = (long)Math.Exp((random.NextDouble() * 6) + 8);
            var variance = (long)(expected * Math.Exp(random.NextDouble() * 6));
            var sigma = Math.Sqrt(truth.Of(variance, expected)) * (random.NextDouble() < outlierShare ? 30 : 1);
            return new RealisedError(random.Next(12, 36), expected, variance, expected + (long)Math.Round(sigma * Normal(random)));
        })];

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
