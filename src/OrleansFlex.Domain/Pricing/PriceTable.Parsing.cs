using System.Collections.Immutable;
using System.Globalization;
using NodaTime;

namespace OrleansFlex.Domain.Pricing;

/// <content>Reading of the file.</content>
public sealed partial class PriceTable
{
    private const decimal Largest = 1_000_000m;

    private static readonly string[] LocalFormats =
    [
        "ddMMMyyyy HH:mm:ss", "ddMMMyyyy HH:mm",
        "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm",
        "yyyy/MM/dd HH:mm:ss", "yyyy/MM/dd HH:mm", "dd/MM/yyyy HH:mm:ss", "dd/MM/yyyy HH:mm", "dd.MM.yyyy HH:mm:ss", "dd.MM.yyyy HH:mm",
    ];

    private static readonly string[] OffsetFormats =
        ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mmK"];

    /// <summary>
    /// Reads a file. Columns are separated by comma, semicolon or tab; a first line without a time is a header; empty lines
    /// and lines that begin with # are skipped. A blank price at a time that exists leaves the price before it in force.
    /// </summary>
    /// <param name="reader">The text.</param>
    /// <param name="zone">Time zone of times without an offset.</param>
    /// <exception cref="FormatException">Something is wrong; the message names the line.</exception>
    public static PriceTable Parse(TextReader reader, DateTimeZone zone)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(zone);
        var rows = ImmutableArray.CreateBuilder<(LocalDateTime, long, decimal)>();
        var lastMs = long.MinValue;
        var isFirst = true;
        for (var line = 1; reader.ReadLine() is { } text; line++)
        {
            text = text.Trim().TrimStart('\uFEFF');
            if (text.Length == 0 || text[0] == '#')
                continue;
            var (time, price) = Split(text, line);
            var mayBeHeader = isFirst;
            isFirst = false;
            if (ReadTime(time, zone, lastMs) is not { } at)
            {
                if (mayBeHeader && !time.Any(char.IsAsciiDigit))
                    continue;
                throw new FormatException(
                    $"prices, line {line}: '{Shown(time)}' is not a time such as 2022-01-31 18:00 or 31jan2022 18:00:00");
            }

            if (price.Length == 0)
                continue;
            if (!TryPrice(price, out var value))
                throw new FormatException($"prices, line {line}: '{Shown(price)}' is not a price per kWh such as 0.0821");
            if (at.AtMs is not { } atMs)
                throw new FormatException($"prices, line {line}: {Shown(time)} does not exist in {zone.Id}: clocks go forward there");
            if (atMs <= lastMs)
                throw new FormatException($"prices, line {line}: {Shown(time)} is not after the line before it");
            rows.Add((at.Local, atMs, value));
            lastMs = atMs;
        }

        return rows.Count > 0 ? new PriceTable(zone, rows.ToImmutable()) : throw new FormatException("prices: the file has no prices");
    }

    private static (string Time, string Price) Split(string text, int line)
    {
        var separator = text.Contains(';') ? ';' : text.Contains('\t') ? '\t' : ',';
        var cut = text.IndexOf(separator, StringComparison.Ordinal);
        if (cut < 0)
            throw new FormatException($"prices, line {line}: two columns are needed, time and price");
        var rest = text[(cut + 1)..];
        var next = rest.IndexOf(separator, StringComparison.Ordinal);
        if (next >= 0 && rest[(next + 1)..].Trim().Length > 0)
            throw new FormatException($"prices, line {line}: more than two columns; only time and price are read");
        var price = (next >= 0 ? rest[..next] : rest).Trim().Trim('"');
        return (text[..cut].Trim().Trim('"'), separator == ',' ? price : price.Replace(',', '.'));
    }

    /// <summary>
    /// The time's local reading and instant. Of a repeated hour the first is meant unless that is past already; an hour
    /// that the zone skips has no instant.
    /// </summary>
    private static (LocalDateTime Local, long? AtMs)? ReadTime(string time, DateTimeZone zone, long lastMs)
    {
        if (DateTime.TryParseExact(time, LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            var reading = LocalDateTime.FromDateTime(local);
            var mapping = zone.MapLocal(reading);
            if (mapping.Count == 0)
                return (reading, null);
            var firstMs = mapping.First().ToInstant().ToUnixTimeMilliseconds();
            return (reading, firstMs > lastMs ? firstMs : mapping.Last().ToInstant().ToUnixTimeMilliseconds());
        }

        if (!DateTimeOffset.TryParseExact(time, OffsetFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
            return null;
        return (Instant.FromDateTimeOffset(at).InZone(zone).LocalDateTime, at.ToUnixTimeMilliseconds());
    }

    private static bool TryPrice(string text, out decimal price) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out price) && Math.Abs(price) <= Largest;

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
