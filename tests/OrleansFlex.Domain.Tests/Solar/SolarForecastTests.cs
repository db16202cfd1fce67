using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using OrleansFlex.Domain.Solar;

namespace OrleansFlex.Domain.Tests.Solar;

/// <summary>Forecasts of production and surplus.</summary>
public sealed class SolarForecastTests(ITestOutputHelper output)
{
    private const long QuarterMs = ProductionHistory.QuarterMs;
    private static readonly long Noon = DateTimeOffset.Parse("2026-06-21T12:00:00Z", CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
    private static readonly SolarInstallation Roof = new(50.8, 4.3, [new SolarArray(5, 180, 35)]);

    private static CloudTimeline Clouds(double percent) =>
        CloudTimeline.Empty.Push(CloudPush.Check([new CloudValue(Noon - (48 * 4 * QuarterMs), percent)], Noon + (72 * 4 * QuarterMs)).Value, Noon);

    [Fact]
    public void Forecast_covers_48_hours_from_the_running_quarter()
    {
        var forecast = SolarForecast.Of(Roof, CloudTimeline.Empty, [], Noon + 123_456);
        forecast.StartMs.ShouldBe(Noon);
        forecast.Kw.Length.ShouldBe(192);
        forecast.Kw[0].ShouldBeInRange(3.2f, 4.2f);
        forecast.Kw[12 * 4].ShouldBe(0, "at midnight");
        forecast.Kw[96].ShouldBe(forecast.Kw[0], 0.02f);
    }

    [Fact]
    public void Two_arrays_produce_as_much_as_each_alone()
    {
        SolarArray east = new(3, 90, 30), west = new(2, 270, 30);
        for (var atMs = Noon - (40 * QuarterMs); atMs < Noon + (40 * QuarterMs); atMs += QuarterMs)
        {
            var both = new SolarInstallation(50.8, 4.3, [east, west]).PowerKw(atMs, 0.4);
            both.ShouldBe(new SolarInstallation(50.8, 4.3, [east]).PowerKw(atMs, 0.4) + new SolarInstallation(50.8, 4.3, [west]).PowerKw(atMs, 0.4), 1e-9);
        }
    }

    [Fact]
    public void East_peaks_before_west()
    {
        Peak(90).ShouldBeLessThan(Peak(180));
        Peak(180).ShouldBeLessThan(Peak(270));

        long Peak(double azimuth)
        {
            var roof = new SolarInstallation(50.8, 4.3, [new SolarArray(1, azimuth, 45)]);
            return Enumerable.Range(-40, 80).Select(i => Noon + (i * QuarterMs)).MaxBy(at => roof.PowerKw(at, 0));
        }
    }

    [Fact]
    public void Clouds_lower_production_and_the_unknown_counts_as_clear()
    {
        var clear = SolarForecast.Of(Roof, CloudTimeline.Empty, [], Noon).Kw[0];
        SolarForecast.Of(Roof, Clouds(0), [], Noon).Kw[0].ShouldBe(clear);
        SolarForecast.Of(Roof, Clouds(60), [], Noon).Kw[0].ShouldBeInRange(clear * 0.7f, clear * 0.95f);
        SolarForecast.Of(Roof, Clouds(100), [], Noon).Kw[0].ShouldBeInRange(clear * 0.15f, clear * 0.35f);
    }

    [Fact]
    public void Known_weather_is_surer_than_none_and_the_near_surer_than_the_far()
    {
        var unknown = SolarForecast.Of(Roof, CloudTimeline.Empty, [], Noon);
        var known = SolarForecast.Of(Roof, Clouds(30), [], Noon);
        known.DeviationKw[0].ShouldBeLessThan(unknown.DeviationKw[0]);
        known.DeviationKw[96].ShouldBeGreaterThan(known.DeviationKw[0]);
        known.DeviationKw[48].ShouldBe(0, "there is no sun at midnight");
    }

    [Fact]
    public void What_was_measured_corrects_the_coming_hours_and_fades()
    {
        var plain = SolarForecast.Of(Roof, CloudTimeline.Empty, [], Noon);
        var half = SolarForecast.Of(Roof, CloudTimeline.Empty, [Measured(0.5)], Noon);
        (half.Kw[0] / plain.Kw[0]).ShouldBeInRange(0.5f, 0.6f);
        (half.Kw[12] / plain.Kw[12]).ShouldBeInRange(0.75f, 0.9f);
        (half.Kw[96] / plain.Kw[96]).ShouldBe(1, 0.001f);
        // In the sum of two inverters the same.
        var two = SolarForecast.Of(Roof, CloudTimeline.Empty, [Measured(0.3), Measured(0.2)], Noon);
        two.Kw[0].ShouldBe(half.Kw[0], 1e-4f);
    }

    [Fact]
    public void Where_an_inverter_is_silent_nothing_is_corrected()
    {
        var plain = SolarForecast.Of(Roof, CloudTimeline.Empty, [], Noon).Kw.ToArray();
        SolarForecast.Of(Roof, CloudTimeline.Empty, [Measured(0.5), new ProductionHistory()], Noon).Kw.ToArray().ShouldBe(plain);
    }

    [Fact]
    public void Correction_never_exceeds_the_panels_and_takes_no_evidence_from_the_night()
    {
        var much = SolarForecast.Of(Roof, CloudTimeline.Empty, [Measured(50)], Noon);
        much.Kw.ToArray().ShouldAllBe(kw => kw >= 0 && kw <= 5);
        var midnight = Noon - (48 * QuarterMs);
        var night = new ProductionHistory();
        night.Note(midnight - (12 * QuarterMs), midnight, 0);
        SolarForecast.Compare(Roof, CloudTimeline.Empty, [night], midnight / QuarterMs).Trust.ShouldBeLessThan(0.2);
    }

    [Fact]
    public void A_place_without_panels_produces_nothing()
    {
        var forecast = SolarForecast.Of(new SolarInstallation(50.8, 4.3, []), CloudTimeline.Empty, [Measured(1)], Noon);
        forecast.Kw.ToArray().ShouldAllBe(kw => kw == 0);
    }

    [Fact]
    public void Surplus_is_what_the_house_leaves()
    {
        var forecast = SolarForecast.Of(Roof, CloudTimeline.Empty, [], Noon);
        var surplus = SurplusForecast.Of(forecast, 0.3);
        surplus.Curve.KwAt(Noon).ShouldBe(forecast.Kw[0] - 0.3, 0.001);
        surplus.Curve.KwAt(Noon + (48 * QuarterMs)).ShouldBe(0);
        surplus.Curve.KwAt(Noon + (400 * QuarterMs)).ShouldBe(0, "beyond the forecast nothing is promised");
        surplus.Curve.StartsMs.Length.ShouldBeLessThan(150, "a night is one step");
    }

    [Fact]
    public void Past_quarters_are_as_measured_or_else_as_forecast()
    {
        var nowMs = Noon + 123_456;
        var fromMs = Noon - (5 * QuarterMs) + 1;
        var plain = SolarForecast.Past(Roof, Clouds(50), [], fromMs, nowMs);
        plain.Length.ShouldBe(5);
        plain.ShouldBe(SolarForecast.Of(Roof, Clouds(50), [], fromMs).Kw[..5].ToArray());
        SolarForecast.Past(Roof, Clouds(50), [], nowMs, nowMs).ShouldBeEmpty();

        var half = SolarForecast.Past(Roof, Clouds(50), [Measured(0.3), Measured(0.2)], fromMs, nowMs);
        for (var i = 0; i < half.Length; i++)
            half[i].ShouldBe((float)(0.5 * Roof.PowerKw(Noon + ((i - 5) * QuarterMs) + (QuarterMs / 2), 0)), 1e-4f);
        // Before what is measured, the forecast with the correction of the coming quarter.
        var early = SolarForecast.Past(Roof, CloudTimeline.Empty, [Measured(0.5)], Noon - (18 * QuarterMs), nowMs);
        (early[0] / Roof.PowerKw(Noon - (18 * QuarterMs) + (QuarterMs / 2), 0)).ShouldBeInRange(0.5, 0.6);
        SolarForecast.Past(Roof, Clouds(50), [Measured(0.5), new ProductionHistory()], fromMs, nowMs).ShouldBe(plain, "one of two inverters is silent");
    }

    [Fact]
    public void Surplus_reaches_back_over_the_past_that_is_given_and_is_else_the_same()
    {
        var forecast = SolarForecast.Of(Roof, CloudTimeline.Empty, [], Noon);
        var (plain, surplus) = (SurplusForecast.Of(forecast, 0.3), SurplusForecast.Of(forecast, 0.3, [1, 0.2f, 2]));
        new[] { -4, -3, -2, -1 }.Select(i => surplus.Curve.KwAt(Noon + (i * QuarterMs))).ShouldBe([0.7, 0.7, 0, 1.7]);
        for (var i = 0; i < 200; i++)
            surplus.Curve.KwAt(Noon + (i * QuarterMs)).ShouldBe(plain.Curve.KwAt(Noon + (i * QuarterMs)));
        surplus.DeviationKwAt(Noon).ShouldBe(plain.DeviationKwAt(Noon));
        surplus.DeviationKwAt(Noon - 1).ShouldBe(0);
    }

    [Fact]
    public void Error_enters_a_plan_only_as_far_as_it_counts_on_the_sun()
    {
        var forecast = SolarForecast.Of(Roof, CloudTimeline.Empty, [], Noon);
        var surplus = SurplusForecast.Of(forecast, 0.3);
        int[] plan = [11_000, 500, 0, 11_000];
        int[] sigma = [300, 0, 0, 0];
        surplus.AddDeviation(Noon, 15, plan, sigma);
        var error = forecast.DeviationKw[0] * 1000;
        sigma[0].ShouldBe((int)Math.Round(Math.Sqrt((300 * 300) + (error * error))));
        sigma[1].ShouldBe(500);
        sigma[2].ShouldBe(0);
        int[] night = [0, 0];
        surplus.AddDeviation(Noon + (48 * QuarterMs), 15, [11_000, 11_000], night);
        night.ShouldBe([0, 0]);
    }

    [Fact]
    public void A_clear_year_in_Belgium_yields_what_a_clear_year_can()
    {
        var start = DateTimeOffset.Parse("2026-01-01T00:00:00Z", CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        var kwh = Enumerable.Range(0, 365 * 24).Sum(hour => Roof.PowerKw(start + (hour * 4 * QuarterMs) + (2 * QuarterMs), 0)) / 5;
        output.WriteLine(FormattableString.Invariant($"{kwh:F0} kWh per kWp under a clear sky"));
        kwh.ShouldBeInRange(1400, 2100);
    }

    [Fact]
    public void A_forecast_is_quick()
    {
        SolarForecast.Of(Roof, Clouds(40), [Measured(1)], Noon);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 100; i++)
            SolarForecast.Of(Roof, Clouds(40), [], Noon + (i * QuarterMs));
        output.WriteLine(FormattableString.Invariant($"{watch.Elapsed.TotalMicroseconds / 100:F0} µs a forecast"));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    /// <summary>An inverter that has produced a share of the clear sky's power for three hours before noon.</summary>
    private static ProductionHistory Measured(double share)
    {
        var history = new ProductionHistory();
        for (var atMs = Noon - (12 * QuarterMs); atMs < Noon; atMs += QuarterMs)
            history.Note(atMs, atMs + QuarterMs, share * Roof.PowerKw(atMs + (QuarterMs / 2), 0));
        var saved = new byte[ProductionHistory.SavedBytes];
        history.Save(saved);
        return ProductionHistory.Load(saved);
    }
}
