using System.Diagnostics;
using System.Globalization;
using OrleansFlex.Domain.Forecasting;
using OrleansFlex.Domain.Tests.Sandbox;

namespace OrleansFlex.Domain.Tests.Forecasting;

public sealed class CalibrationTests(ITestOutputHelper output)
{
    [Fact, Trait("Category", "Slow")]
    public void Explore()
    {
        var watch = Stopwatch.StartNew();
        var month = new FleetMonth(11, 2000, SandboxFixture.Evening);
        double forecastMs = 0;
        var prior = FleetPrior.Default;
        for (var step = 0; step < 30 * 96; step++)
        {
            if (step % 96 == 0)
                prior = month.Prior();
            if (step % 10 == 0)
            {
                var t = watch.Elapsed.TotalMilliseconds;
                month.Forecast(prior);
                forecastMs += watch.Elapsed.TotalMilliseconds - t;
            }

            month.Step();
        }

        output.WriteLine($"total {watch.ElapsedMilliseconds} ms, forecasts {forecastMs:F0} ms");
        using var file = File.CreateText("/tmp/sandbox-calibration.csv");
        foreach (var f in month.Settled)
        {
            file.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{f.IssuedMs},{f.ChunkMs},{f.LeadChunks},{f.ExpectedW:F0},{f.MinimumW:F0},{f.MaximumW:F0},{f.VarianceW2:F0},{f.RealisedW:F0},{f.Assets}"));
        }
    }
}
