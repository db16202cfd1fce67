using System.Collections.Immutable;
using NodaTime;
using OrleansFlex.Domain.Pricing;

namespace OrleansFlex.Silo.Demo;

/// <summary>The price curve of the demonstration: from a file, or a typical winter day's shape.</summary>
internal static class DemoPrices
{
    private const long TwoDaysMs = 2 * 86_400_000;

    // EUR/kWh by local hour: cheap nights, a morning and an evening peak, a dip at noon.
    private static readonly decimal[] Typical =
    [
        0.082m, 0.071m, 0.064m, 0.061m, 0.063m, 0.078m, 0.114m, 0.152m, 0.161m, 0.138m, 0.112m, 0.094m,
        0.083m, 0.078m, 0.086m, 0.109m, 0.148m, 0.193m, 0.214m, 0.201m, 0.167m, 0.134m, 0.112m, 0.095m,
    ];

    /// <summary>Values and end of a push that covers yesterday to at least two days ahead.</summary>
    /// <param name="file">The prices of a file and its name; null for the typical day.</param>
    /// <param name="zone">The time zone of the place.</param>
    /// <param name="now">Where the domain clock stands.</param>
    /// <exception cref="FormatException">The file covers too few days.</exception>
    public static (ImmutableArray<PriceSignalValue> Values, long ToMs, string Name) Read(PriceFile? file, DateTimeZone zone, DateTimeOffset now)
    {
        var nowMs = now.ToUnixTimeMilliseconds();
        if (file is null)
        {
            var today = Instant.FromDateTimeOffset(now).InZone(zone).Date;
            var start = today.PlusDays(-1);
            var values = Enumerable.Range(0, 4 * 24).Select(hour =>
            {
                var local = start.AtMidnight().PlusHours(hour);
                return new PriceSignalValue(local.InZoneLeniently(zone).ToInstant().ToUnixTimeMilliseconds(), Typical[local.Hour]);
            });
            // A skipped hour falls on the next one; the later value is that hour's own.
            ImmutableArray<PriceSignalValue> rising = [.. values.GroupBy(value => value.AtMs).Select(same => same.Last()).OrderBy(value => value.AtMs)];
            return (rising, today.PlusDays(3).AtStartOfDayInZone(zone).ToInstant().ToUnixTimeMilliseconds(), "a typical winter day");
        }

        var shifted = file.Table.ShiftByWholeWeeksTo(nowMs);
        // The last step lasts as long as the one before it; the rest repeats that day. A lone one is in force for all that is needed.
        var last = shifted.Steps[^1].AtMs;
        var endMs = Math.Min(shifted.EndMs, shifted.Steps.Length > 1 ? last + (last - shifted.Steps[^2].AtMs) : nowMs + TwoDaysMs);
        return (
            [.. shifted.Steps.Select(step => new PriceSignalValue(step.AtMs, step.Price))],
            endMs,
            $"{file.Name}, moved by {shifted.Weeks} weeks");
    }
}
