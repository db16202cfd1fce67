using OrleansFlex.Silo.Terminal;
using Spectre.Console;

namespace OrleansFlex.Silo.Tests.Terminal;

public sealed class DemoReportTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Evening = new(2026, 11, 20, 18, 0, 0, TimeSpan.FromHours(1));

    private static DemoSummary Summary(string? secret = "a-secret-of-forty-three-characters-in-base64") => new()
    {
        ZoneId = "BE",
        TimezoneName = "Europe/Brussels",
        Now = Evening,
        Households = 500,
        Assets = 640,
        PluggedIn = 243,
        Vehicles = 425,
        Currency = "EUR",
        PriceSource = "be_day_ahead_2022_2023.csv, moved by 203 weeks",
        Shape = [.. Enumerable.Range(0, 96).Select(i => new DemoChunk(
            Evening.AddMinutes(15 * i), 400 + (300 * Math.Sin(i / 9.0)), 20, 1500 - (10 * i), 0.93 - (i / 200.0), 0.1m + (i / 1000m)))],
        Segments = [new("EV only", 250, 120.4), new("EV and [solar]", 100, 61), new("Heat pumps", 75, 99.2)],
        Plans = new DemoPlans(243, 4120.5, 611.20m, 903.75m),
        BaseUrl = "http://127.0.0.1:8080",
        ClientId = "0199f2d0-7c1e-7b6c-9a8e-2d1f5a3b4c5d",
        ClientSecret = secret,
        DataFolder = "./data",
        Elapsed = TimeSpan.FromSeconds(4.2),
    };

    private static string Print(DemoSummary summary, bool unicode)
    {
        var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = 80;
        console.Profile.Capabilities.Unicode = unicode;
        DemoReport.Print(console, summary);
        return writer.ToString();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Report_fits_80_columns_without_colour(bool unicode)
    {
        var text = Print(Summary(), unicode);
        output.WriteLine(text);
        text.ShouldNotContain("\u001b");
        foreach (var line in text.Split('\n').Where(line => !line.StartsWith("  ", StringComparison.Ordinal) || line.Contains(':', StringComparison.Ordinal) is false))
            line.TrimEnd().Length.ShouldBeLessThanOrEqualTo(80, line);
        if (!unicode)
            text.ShouldNotContain("█");
    }

    [Fact]
    public void Report_tells_what_a_newcomer_needs()
    {
        var text = Print(Summary(), unicode: true);
        text.ShouldContain("client id      0199f2d0-7c1e-7b6c-9a8e-2d1f5a3b4c5d");
        text.ShouldContain("client secret  a-secret");
        text.ShouldContain("Saved: 292.55 EUR, 32 %.");
        text.ShouldContain("http://127.0.0.1:8080/flex/shape/BE");
        text.ShouldContain("EV and [solar]");
        text.Split('\n').Count(line => line.Contains(":00 ", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(24);
    }

    [Fact]
    public void A_secret_that_was_shown_before_is_not_invented() =>
        Print(Summary(secret: null), unicode: true).ShouldContain("silo clients rotate");

    [Fact]
    public void Empty_shapes_and_free_energy_print_too()
    {
        var text = Print(Summary() with { Shape = [], Segments = [], Plans = new DemoPlans(0, 0, 0, 0) }, unicode: true);
        text.ShouldContain("0 cars buy 0 kWh");
        text.ShouldNotContain("NaN");
    }

    [Theory]
    [InlineData(0, 5, 10, "▓▓▓▓▓░░░░░")]
    [InlineData(10, 10, 10, "██████████")]
    [InlineData(-4, 0, 3, "░░░")]
    [InlineData(2, 2, 2, "██")]
    public void Bar_shows_minimum_expected_and_maximum(double minimum, double expected, double maximum, string bar) =>
        ShapeBar.Draw(minimum, expected, maximum, full: 10, width: 10, unicode: true).ShouldBe(bar);
}
