using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Domain.Forecasting;
using OrleansFlex.Domain.Sandbox;

namespace OrleansFlex.Domain.Tests.Forecasting;

public sealed class CalibratedConfidenceTests
{
    private const long DayMs = 86_400_000;

    /// <summary>Forecasts of a load whose errors are a tenth of it, and heavy-tailed.</summary>
    private static List<SettledForecast> Settled(int count, ulong seed = 1)
    {
        var random = new SeededRandom(seed);
        var all = new List<SettledForecast>(count);
        for (var i = 0; i < count; i++)
        {
            var expected = (long)random.Between(50_000, 2_000_000);
            var error = random.Normal(0, 0.1) * expected * (random.Chance(0.1) ? 5 : 1);
            all.Add(new SettledForecast(
                i * 14 * DayMs / count, i % 96, i % 24, expected, 40_000_000, 1000, expected + (long)error));
        }

        return all;
    }

    [Fact]
    public void Nothing_learned_is_the_normal_approximation()
    {
        var model = CalibratedConfidence.Create(ConfidenceModel.Default);
        model.Confidence(4, 12, 0, 0, 1000).ShouldBe(1);
        model.Confidence(4, 12, 1_000_000, 100_000_000, 1000).ShouldBeInRange(0.9, 1);
        model.Fit([], 0).Confidence(4, 12, 0, 0, 10).ShouldBe(1);
    }

    [Fact]
    public void Heavy_tails_are_learned()
    {
        var model = CalibratedConfidence.Create(ConfidenceModel.Default).Fit(Settled(20_000), 14 * DayMs);
        var diagram = new ReliabilityDiagram();
        foreach (var f in Settled(20_000, seed: 2))
        {
            var margin = Math.Max(0.1 * f.ExpectedWatts, 10 * f.AssetCount);
            diagram.Add(
                model.Confidence(f.LeadChunks, f.LocalHour, f.ExpectedWatts, f.Variance, f.AssetCount),
                Math.Abs(f.RealisedWatts - f.ExpectedWatts) <= margin);
        }

        foreach (var (decile, count, claimed, came) in diagram.Rows().Where(row => row.Count > 500))
            came.ShouldBe(claimed, 0.06, $"decile {decile}");
    }

    [Fact]
    public void Confidence_is_a_probability_that_falls_with_variance()
    {
        var model = CalibratedConfidence.Create(ConfidenceModel.Default).Fit(Settled(3000), 14 * DayMs);
        var random = new SeededRandom(9);
        for (var run = 0; run < 5000; run++)
        {
            var lead = (int)random.Between(0, 96);
            var hour = (int)random.Between(0, 24);
            var expected = (long)random.Between(-1_000_000, 5_000_000);
            var variance = (long)Math.Exp(random.Between(0, 30));
            var assets = (int)random.Between(0, 5000);
            var one = model.Confidence(lead, hour, expected, variance, assets);
            one.ShouldBeInRange(0, 1);
            model.Confidence(lead, hour, expected, variance * 4, assets).ShouldBeLessThanOrEqualTo(one + 1e-9);
        }
    }
}
