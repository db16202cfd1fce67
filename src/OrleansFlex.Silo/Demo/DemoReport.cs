using System.Globalization;
using NodaTime;
using Spectre.Console;

namespace OrleansFlex.Silo.Demo;

/// <summary>Prints what the demonstration has made. Readable at 80 columns and without colour.</summary>
internal static class DemoReport
{
    private const int BarWidth = 28;

    public static void Print(IAnsiConsole console, DemoSummary summary)
    {
        console.WriteLine();
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture,
            $"[bold]Zone {summary.Zone}[/]  {Local(summary, summary.Now, "ddd d MMM yyyy HH:mm")} in {summary.TimeZone.Id}; {summary.Households:N0} households, {summary.PluggedIn:N0} of {summary.Vehicles:N0} cars plugged in");
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"Prices: {summary.Prices}");
        console.WriteLine();
        console.Write(Shape(summary));
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture,
            $"Bars: █ expected, ░ what could be taken beyond it. An envelope holds per chunk: all maxima together are not reachable.");
        console.WriteLine();
        foreach (var (name, assets, peakKw) in summary.Segments)
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"  {name,-22} {assets,6:N0} assets   peak {peakKw,9:N1} kW");
        console.WriteLine();
        Costs(console, summary);
        Next(console, summary);
    }

    private static Table Shape(DemoSummary summary)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn("Hour");
        foreach (var title in new[] { "Price/kWh", "Expected", "Min", "Max kW", "Conf." })
            table.AddColumn(new TableColumn(title).RightAligned());
        table.AddColumn("Load");
        var top = Math.Max(1, summary.Chunks.Max(chunk => chunk.MaximumKw));
        foreach (var hour in summary.Chunks.Chunk(4))
        {
            var expected = hour.Average(chunk => chunk.ExpectedKw);
            var maximum = hour.Average(chunk => chunk.MaximumKw);
            table.AddRow(
                Local(summary, hour[0].At, "HH:mm"),
                hour.Average(chunk => chunk.Price).ToString("0.0000", CultureInfo.InvariantCulture),
                expected.ToString("N0", CultureInfo.InvariantCulture),
                hour.Average(chunk => chunk.MinimumKw).ToString("N0", CultureInfo.InvariantCulture),
                maximum.ToString("N0", CultureInfo.InvariantCulture),
                hour.Average(chunk => chunk.Confidence).ToString("0.00", CultureInfo.InvariantCulture),
                Bar(expected / top, maximum / top));
        }

        return table;
    }

    private static string Bar(decimal expected, decimal maximum)
    {
        var full = (int)Math.Round(Math.Clamp(expected, 0, 1) * BarWidth);
        var all = Math.Max(full, (int)Math.Round(Math.Clamp(maximum, 0, 1) * BarWidth));
        return new string('█', full) + new string('░', all - full);
    }

    private static void Costs(IAnsiConsole console, DemoSummary summary)
    {
        var saved = summary.CostImmediate - summary.Cost;
        var share = summary.CostImmediate != 0 ? saved / summary.CostImmediate : 0;
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture,
            $"The plans of the plugged-in cars buy {summary.EnergyKwh:N0} kWh for [bold]{summary.Cost:N2} {summary.Currency}[/];");
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture,
            $"charging at once would cost {summary.CostImmediate:N2} {summary.Currency}: [bold]{saved:N2} {summary.Currency} ({share:P0}) saved[/].");
        console.WriteLine();
    }

    private static void Next(IAnsiConsole console, DemoSummary summary)
    {
        console.MarkupLineInterpolated($"Serving on [bold]{summary.Url}[/]   client id: [bold]{summary.ClientId}[/]   secret: [bold]{summary.ClientSecret}[/]");
        console.WriteLine();
        console.WriteLine("Look next (paste as it is):");
        // Plain lines without wrapping, so that what is copied is a command.
        foreach (var line in Commands(summary))
            console.Profile.Out.Writer.WriteLine(line);
        console.WriteLine();
        console.MarkupLineInterpolated($"API pages: {summary.Url}/docs     Ctrl-C stops; the same command again goes on from here.");
    }

    private static IEnumerable<string> Commands(DemoSummary summary)
    {
        yield return $"  T=$(curl -s -u {summary.ClientId}:{summary.ClientSecret} -d grant_type=client_credentials {summary.Url}/oauth2/token | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/')";
        yield return $"  curl -H \"Authorization: Bearer $T\" {summary.Url}/flex/shape/{summary.Zone}";
        yield return $"  curl -H \"Authorization: Bearer $T\" {summary.Url}/flex/shape/{summary.Zone}/status";
        if (summary.PolicyId is { } policy)
            yield return $"  curl -H \"Authorization: Bearer $T\" {summary.Url}/flex/vehicle-policies/{policy}/plan";
    }

    private static string Local(DemoSummary summary, DateTimeOffset at, string pattern) =>
        Instant.FromDateTimeOffset(at).InZone(summary.TimeZone).ToString(pattern, CultureInfo.InvariantCulture);
}
