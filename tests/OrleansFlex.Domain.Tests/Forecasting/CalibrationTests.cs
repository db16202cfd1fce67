using System.Diagnostics;
using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Domain.Forecasting;
using OrleansFlex.Domain.Tests.Sandbox;

namespace OrleansFlex.Domain.Tests.Forecasting;

public sealed class CalibrationTests(ITestOutputHelper output)
{
    private const int Days = 30;
    private const int DaysToLearn = 10;
    private const int EnoughChunks = 300;

    [Theory, Trait("Category", "Slow")]
    [InlineData(11UL)]
    [InlineData(12UL)]
    public void Confidence_comes_true_in_a_simulated_month_of_2000_households(ulong seed)
    {
        var watch = Stopwatch.StartNew();
        var (diagram, byNormal) = Run(seed, 2000);
        output.WriteLine($"seed {seed}, {watch.Elapsed.TotalSeconds:F1} s");
        output.WriteLine(diagram.ToString());
        output.WriteLine("for comparison, the normal approximation alone:");
        output.WriteLine(byNormal.ToString());
        if (Environment.GetEnvironmentVariable("RELIABILITY_DIAGRAM") is { Length: > 0 } path)
            File.AppendAllText(path, $"seed {seed}\n{diagram}\n");
        foreach (var (decile, count, claimed, came) in diagram.Rows().Where(row => row.Count >= EnoughChunks))
            came.ShouldBe(claimed, 0.1, $"decile {decile} with {count} chunks");
    }

    private static (ReliabilityDiagram Calibrated, ReliabilityDiagram Normal) Run(ulong seed, int households)
    {
        var month = new FleetMonth(seed, households, SandboxFixture.Evening);
        var model = CalibratedConfidence.Create(ConfidenceModel.Default);
        var prior = FleetPrior.Default;
        var calibrated = new ReliabilityDiagram();
        var normal = new ReliabilityDiagram();
        var claims = new List<(FleetForecast Forecast, double Calibrated, double Normal)>();
        for (var step = 0; step < Days * 96; step++)
        {
            if (step % 96 == 0)
                prior = month.Prior();
            if (step % 24 == 0 && month.Settled.Count > 0)
                model = model.Fit([.. month.Settled.Select(f => f.Settled)], month.NowMs);
            // Every two and a half hours: over the days, forecasts are issued at every quarter-hour.
            if (step % 10 == 0)
            {
                foreach (var forecast in month.Forecast(prior))
                {
                    if (step < DaysToLearn * 96)
                        continue;
                    var (lead, expected, variance) = (forecast.LeadChunks, (long)forecast.ExpectedW, (long)forecast.VarianceW2);
                    claims.Add((
                        forecast,
                        model.Confidence(lead, forecast.LocalHour, expected, variance, forecast.Assets),
                        model.Scale.Confidence(lead, expected, variance, forecast.Assets)));
                }
            }

            month.Step();
        }

        foreach (var (forecast, byCalibrated, byNormal) in claims.Where(claim => !double.IsNaN(claim.Forecast.RealisedW)))
        {
            var margin = Math.Max(0.1 * Math.Abs(forecast.ExpectedW), 10.0 * forecast.Assets);
            var cameTrue = Math.Abs(forecast.RealisedW - forecast.ExpectedW) <= margin;
            calibrated.Add(byCalibrated, cameTrue);
            normal.Add(byNormal, cameTrue);
        }

        return (calibrated, normal);
    }
}
