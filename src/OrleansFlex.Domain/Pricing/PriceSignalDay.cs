using NodaTime;
using OrleansFlex.Domain.Schedules;

namespace OrleansFlex.Domain.Pricing;

/// <summary>The prices of the last known day by local time of day, from which a signal continues past its end.</summary>
internal sealed class PriceSignalDay
{
    private const long DayMs = 24L * 60 * 60 * 1000;

    private readonly long[] _startsMs;
    private readonly decimal[] _prices;

    private PriceSignalDay(long[] startsMs, decimal[] prices) => (_startsMs, _prices) = (startsMs, prices);

    /// <summary>
    /// Takes the day that ends at <paramref name="knownUntilMs"/>. A local time that its date skips is read after the gap,
    /// one that its date has twice is read the first time.
    /// </summary>
    public static PriceSignalDay LastKnown(PriceSignalTimeline timeline, long knownUntilMs, DateTimeZone zone)
    {
        var until = Instant.FromUnixTimeMilliseconds(knownUntilMs);
        var date = until.InZone(zone).Date;
        var edges = Edges(timeline, until, zone);
        var prices = new decimal[edges.Length];
        for (var i = 0; i < edges.Length; i++)
        {
            var time = LocalTime.FromMillisecondsSinceMidnight((int)edges[i]);
            var atMs = Resolve(date, time, zone);
            prices[i] = timeline.At(atMs < knownUntilMs ? atMs : Resolve(date.PlusDays(-1), time, zone)) ?? 0m;
        }
        return new PriceSignalDay(edges, prices);
    }

    /// <summary>The price at a local instant, and the local instant at which it may change.</summary>
    /// <param name="localMs">Milliseconds since 1970-01-01 00:00 by the local clock.</param>
    public (decimal Price, long UntilMs) At(long localMs)
    {
        var timeOfDayMs = ((localMs % DayMs) + DayMs) % DayMs;
        var index = Array.BinarySearch(_startsMs, timeOfDayMs);
        index = index >= 0 ? index : ~index - 1;
        var endMs = index + 1 < _startsMs.Length ? _startsMs[index + 1] : DayMs;
        return (_prices[index], localMs - timeOfDayMs + endMs);
    }

    /// <summary>Every local time of day at which the price can change, midnight first. More than are needed do no harm.</summary>
    private static long[] Edges(PriceSignalTimeline timeline, Instant until, DateTimeZone zone)
    {
        var edges = new SortedSet<long> { 0 };
        // Far enough back to hold two local dates, even where the zone skips one.
        var from = until - Duration.FromDays(4);
        foreach (var interval in zone.GetZoneIntervals(from, until + Duration.FromDays(1)))
        {
            var start = interval.HasStart && interval.Start > from ? interval.Start : from;
            var end = interval.HasEnd && interval.End < until ? interval.End : until;
            var shiftsMs = Shifts(interval, zone);
            foreach (var change in timeline.ChangesBetween(start.ToUnixTimeMilliseconds(), end.ToUnixTimeMilliseconds()))
                foreach (var shiftMs in shiftsMs)
                    edges.Add(TimeOfDay(change + interval.WallOffset.Milliseconds + shiftMs));
        }
        return [.. edges];
    }

    // A gap before the interval makes its first prices also those of the skipped local times.
    private static long[] Shifts(NodaTime.TimeZones.ZoneInterval interval, DateTimeZone zone)
    {
        if (!interval.HasStart)
            return [0];
        var before = zone.GetZoneInterval(interval.Start - Duration.Epsilon);
        var gapMs = interval.WallOffset.Milliseconds - before.WallOffset.Milliseconds;
        return gapMs > 0 ? [0, -gapMs] : [0];
    }

    private static long TimeOfDay(long localMs) => ((localMs % DayMs) + DayMs) % DayMs;

    private static long Resolve(LocalDate date, LocalTime time, DateTimeZone zone) =>
        zone.ResolveLocal(date.At(time), UpcomingDeadline.LocalTimeResolver).ToInstant().ToUnixTimeMilliseconds();
}
