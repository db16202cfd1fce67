using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Domain.Forecasting;
using OrleansFlex.Domain.Schedules;
using OrleansFlex.Domain.Tests.Sandbox;

namespace OrleansFlex.Domain.Tests.Forecasting;

/// <summary>The same month as in <see cref="CalibrationTests"/>, learned as a zone does: revision by revision, a few lead times each.</summary>
public sealed class ZoneCalibrationTests(ITestOutputHelper output)
{
    private static readonly LocalCalendar Utc = LocalCalendar.Of("UTC");
    private const int Days = 24;
    private const int DaysToLearn = 10;
    private const int RestartDay = 12;
    private const int Months = 3;
    private const int EnoughChunks = 300 * Months;

    [Fact, Trait("Category", "Slow")]
    public void Confidence_of_a_shape_comes_true_over_three_simulated_months_with_a_restart()
    {
        var diagram = new ReliabilityDiagram();
        foreach (var seed in new[] { 11UL, 12UL, 13UL })
            Run(seed, households: 700, diagram);
        output.WriteLine(diagram.ToString());
        foreach (var (decile, count, claimed, came) in diagram.Rows().Where(row => row.Count >= EnoughChunks))
            came.ShouldBe(claimed, 0.1, $"decile {decile} with {count} chunks");
    }

    private static void Run(ulong seed, int households, ReliabilityDiagram diagram)
    {
        var month = new FleetMonth(seed, households, SandboxFixture.Evening);
        var learning = ConfidenceLearning.Open(new ConfidenceOptions(), ShapeOptions.Default, Utc, []);
        var prior = FleetPrior.Default;
        var claims = new List<(FleetForecast Forecast, double Claimed)>();
        for (var step = 0; step < Days * 96; step++)
        {
            if (step % 96 == 0)
                prior = month.Prior();
            // A restart in the middle of it, with what was saved.
            if (step == RestartDay * 96)
                learning = ConfidenceLearning.Open(new ConfidenceOptions(), ShapeOptions.Default, Utc, learning.Save());
            var forecasts = month.Forecast(prior);
            var chunk = ShapeOptions.Default.ChunkAt(month.NowMs);
            learning.Record(Shape(chunk, forecasts, null));
            learning.Learn(month.NowMs);
            if (step >= DaysToLearn * 96 && step % 10 == 0)
            {
                foreach (var f in forecasts)
                    claims.Add((f, learning.Of(f.LeadChunks, chunk + f.LeadChunks, (long)f.ExpectedW, (long)f.VarianceW2, f.Assets)));
            }

            month.Step();
            learning.Record(Shape(chunk, forecasts, forecasts[0].RealisedW));
        }

        foreach (var (f, claimed) in claims.Where(claim => !double.IsNaN(claim.Forecast.RealisedW)))
            diagram.Add(claimed, Math.Abs(f.RealisedW - f.ExpectedW) <= Math.Max(0.1 * Math.Abs(f.ExpectedW), 10.0 * f.Assets));
    }

    private static ZoneShape Shape(long chunk, IReadOnlyList<FleetForecast> forecasts, double? realised)
    {
        long[] expected = [.. forecasts.Select(f => (long)f.ExpectedW)];
        if (realised is { } watts)
            expected[0] = (long)watts;
        var aggregate = new ShapeAggregate(
            forecasts[0].Assets, forecasts[0].Assets, [.. expected], [], [], [], [], [.. forecasts.Select(f => (long)f.VarianceW2)], []);
        return new ZoneShape(chunk, aggregate, [], aggregate with { Expected = [.. new long[expected.Length]], Variance = [.. new long[expected.Length]] });
    }
}
