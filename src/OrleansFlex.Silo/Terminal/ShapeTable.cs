using System.Globalization;
using Spectre.Console;

namespace OrleansFlex.Silo.Terminal;

/// <summary>A shape as a table with a bar per hour; fits 80 columns and reads without colour.</summary>
public static class ShapeTable
{
    private const int BarWidth = 27;

    /// <summary>One row per clock hour: mean loads, the lowest confidence, the mean price.</summary>
    public static IReadOnlyList<DemoChunk> Hourly(IReadOnlyList<DemoChunk> chunks) =>
    [
        .. chunks.GroupBy(chunk => chunk.At.UtcTicks / TimeSpan.TicksPerHour).Select(hour => new DemoChunk(
            hour.First().At,
            hour.Average(chunk => chunk.ExpectedKw),
            hour.Average(chunk => chunk.MinimumKw),
            hour.Average(chunk => chunk.MaximumKw),
            hour.Min(chunk => chunk.Confidence),
            hour.Average(chunk => chunk.Price))),
    ];

    /// <summary>Builds the table.</summary>
    /// <param name="chunks">The shape.</param>
    /// <param name="unicode">Whether block characters can be shown.</param>
    public static Table Build(IReadOnlyList<DemoChunk> chunks, bool unicode)
    {
        var hours = Hourly(chunks);
        var full = hours.Count == 0 ? 0 : hours.Max(hour => Math.Max(hour.ExpectedKw, hour.MaximumKw));
        var table = new Table().Border(unicode ? TableBorder.Simple : TableBorder.Ascii2).Collapse();
        foreach (var (name, isNumber) in new[]
        {
            ("Hour", false), ("Expected", true), ("Min", true), ("Max", true), ("Sure", true), ("Price", true), ("", false),
        })
        {
            var column = new TableColumn(name).NoWrap();
            column.Padding = new Padding(0, 0, 1, 0);
            table.AddColumn(isNumber ? column.RightAligned() : column);
        }

        foreach (var hour in hours)
        {
            table.AddRow(
                Plain(hour.At.ToString("HH:mm", CultureInfo.InvariantCulture)),
                Plain(Kilowatts(hour.ExpectedKw)),
                Plain(Kilowatts(hour.MinimumKw)),
                Plain(Kilowatts(hour.MaximumKw)),
                Plain(string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(hour.Confidence * 100):F0}%")),
                Plain(hour.Price is { } price ? string.Create(CultureInfo.InvariantCulture, $"{price:F3}") : "-"),
                Plain(ShapeBar.Draw(hour.MinimumKw, hour.ExpectedKw, hour.MaximumKw, full, BarWidth, unicode)));
        }

        return table;
    }

    private static Text Plain(string text) => new(text);

    private static string Kilowatts(double value) =>
        value.ToString(Math.Abs(value) < 10 && value != 0 ? "F1" : "N0", CultureInfo.InvariantCulture);
}
