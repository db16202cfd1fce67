using System.Globalization;
using Spectre.Console;

namespace OrleansFlex.Silo.Terminal;

/// <summary>The demonstration's words: the shape, what the plans save, how to log in, where to look next.</summary>
public static class DemoReport
{
    /// <summary>Prints the report.</summary>
    /// <param name="console">Where to; colour and block characters as it can show them.</param>
    /// <param name="summary">What to tell.</param>
    public static void Print(IAnsiConsole console, DemoSummary summary)
    {
        ArgumentNullException.ThrowIfNull(console);
        ArgumentNullException.ThrowIfNull(summary);
        var unicode = console.Profile.Capabilities.Unicode;
        Heading(console, Inv($"Zone {summary.ZoneId} at {summary.Now:ddd d MMM yyyy HH:mm} ({summary.TimezoneName})"));
        Line(console, Inv(
            $"{summary.Households:N0} households, {summary.Assets:N0} assets, {summary.PluggedIn:N0} of {summary.Vehicles:N0} cars plugged in. Prices: {summary.PriceSource}."));
        if (summary.Kept is { } kept)
            Line(console, kept);
        console.Write(ShapeTable.Build(summary.Shape, unicode));
        var (solid, shaded, open) = unicode ? ('█', '▓', '░') : ('#', '=', '.');
        Line(console, Inv($"kW, mean of the hour; {summary.Currency}/kWh. Bars: {solid} minimum  {shaded} expected  {open} maximum"));
        Line(console, "Minimum and maximum hold for each quarter-hour alone: not all of them at once.");
        Segments(console, summary);
        Plans(console, summary);
        Access(console, summary);
        Next(console, summary);
    }

    private static void Segments(IAnsiConsole console, DemoSummary summary)
    {
        if (summary.Segments.Count == 0)
            return;
        Heading(console, "Segments now");
        foreach (var segment in summary.Segments)
            Line(console, Inv($"{Cut(segment.Name, 32),-32} {segment.Assets,8:N0} assets {segment.ExpectedKw,10:N1} kW expected"));
    }

    private static void Plans(IAnsiConsole console, DemoSummary summary)
    {
        var plans = summary.Plans;
        Heading(console, "Charging plans");
        Line(console, Inv($"{plans.Count:N0} cars buy {plans.EnergyKwh:N0} kWh for {plans.Cost:N2} {summary.Currency}."));
        var saved = plans.Saving is { } share
            ? Inv($" {(share >= 0 ? "Saved" : "Lost")}: {Math.Abs(plans.CostImmediate - plans.Cost):N2} {summary.Currency}, {Math.Abs(share) * 100:F0} %.")
            : "";
        Line(console, Inv($"Charging at once would cost {plans.CostImmediate:N2} {summary.Currency}.") + saved);
    }

    private static void Access(IAnsiConsole console, DemoSummary summary)
    {
        Heading(console, "Credentials");
        Line(console, $"client id      {summary.ClientId}");
        Line(console, summary.ClientSecret is { } secret
            ? $"client secret  {secret}"
            : "client secret  shown when the client was made; \"silo clients rotate\" makes another");
    }

    private static void Next(IAnsiConsole console, DemoSummary summary)
    {
        Heading(console, "Look next");
        var secret = summary.ClientSecret is null ? "SECRET" : summary.ClientSecret;
        Line(console, $"API in the browser   {summary.BaseUrl}/docs");
        Line(console, $"Data                 {summary.DataFolder}");
        Line(console, "A token, then the shape:");
        Line(console, $"  TOKEN=$(curl -s -u '{summary.ClientId}:{secret}' \\");
        Line(console, "    -d grant_type=client_credentials \\");
        Line(console, $"    {summary.BaseUrl}/oauth2/token | sed 's/.*\"access_token\":\"\\([^\"]*\\).*/\\1/')");
        Line(console, "  curl -s -H \"Authorization: Bearer $TOKEN\" \\");
        Line(console, $"    {summary.BaseUrl}/flex/shape/{Uri.EscapeDataString(summary.ZoneId)}");
        console.WriteLine();
        var ready = summary.Elapsed > TimeSpan.Zero ? Inv($"Ready after {summary.Elapsed.TotalSeconds:F1} s. ") : "";
        Line(console, ready + "Ctrl-C stops; the same command goes on from here.");
    }

    private static void Heading(IAnsiConsole console, string text)
    {
        console.WriteLine();
        console.Write(new Text(text + "\n", new Style(decoration: Decoration.Bold)));
    }

    // Not wrapped by the console: an address or a command must stay in one piece to be copied.
    private static void Line(IAnsiConsole console, string text)
    {
        var words = text.Length <= console.Profile.Width || text.StartsWith("  ", StringComparison.Ordinal);
        if (words)
            console.Profile.Out.Writer.WriteLine(text);
        else
            console.Write(new Text(text + "\n"));
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(length - 3)] + "...";

    private static string Inv(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
