using NodaTime;
using OrleansFlex.Domain.Schedules;

namespace OrleansFlex.Domain.Tariffs;

/// <summary>
/// What stands in where no rate is known: the rate of the same local time on the nearest day on which one is known, of two equally near days on
/// the earlier one. A local time of which no day knows a rate takes the last rate before it, or else the first one after it.
/// </summary>
internal sealed class StandInRates
{
    private const long DayMs = 86_400_000;
    private static readonly LocalDateTime Epoch = new(1970, 1, 1, 0, 0);

    private readonly RateSteps _known;
    private readonly DateTimeZone _zone;
    private readonly long _firstMs;
    private readonly long _lastMs;

    private StandInRates(RateSteps known, DateTimeZone zone, long firstMs, long lastMs) => (_known, _zone, _firstMs, _lastMs) = (known, zone, firstMs, lastMs);

    /// <summary>Prepares; null where no rate is known at all.</summary>
    /// <param name="known">What is known; its last step is a gap.</param>
    /// <param name="zone">In whose local time days repeat.</param>
    public static StandInRates? Of(RateSteps known, DateTimeZone zone)
    {
        var (first, last) = (0, known.Count - 1);
        while (first <= last && known.Rates[first] is null)
            first++;
        while (last > first && known.Rates[last] is null)
            last--;
        return first > last ? null : new StandInRates(known, zone, known.StartsMs[first], last + 1 < known.Count ? known.StartsMs[last + 1] : known.StartsMs[last] + 1);
    }

    /// <summary>The rate that stands in at an instant without one, and until when it surely does if none becomes known, Unix milliseconds.</summary>
    public (decimal Rate, long UntilMs) At(long atMs)
    {
        var interval = _zone.GetZoneInterval(Instant.FromUnixTimeMilliseconds(atMs));
        var localMs = atMs + interval.WallOffset.Milliseconds;
        // Days that are nearer than what is known cannot become known within half of one.
        var evenMs = Math.Min(DayMs / 2, interval.HasEnd ? interval.End.ToUnixTimeMilliseconds() - atMs : long.MaxValue);
        var nearest = Math.Max(1, (Math.Max(_firstMs - atMs, atMs - _lastMs) / DayMs) - 1);
        var farthest = Math.Max(Math.Abs(_firstMs - atMs), Math.Abs(atMs - _lastMs)) / DayMs + 2;
        for (var days = nearest; days <= farthest; days++)
        {
            if (Known(localMs - (days * DayMs), ref evenMs) is { } before)
                return (before, atMs + evenMs);
            if (Known(localMs + (days * DayMs), ref evenMs) is { } after)
                return (after, atMs + evenMs);
        }

        return (Adjacent(atMs), atMs + evenMs);
    }

    /// <summary>The rate at a local instant, and for how long at most the answer holds as local time runs on.</summary>
    private decimal? Known(long localMs, ref long evenMs)
    {
        var mapping = _zone.MapLocal(Epoch.PlusMilliseconds(localMs));
        var atMs = UpcomingDeadline.LocalTimeResolver(mapping).ToInstant().ToUnixTimeMilliseconds();
        if (mapping.Count == 0)
        {
            // Skipped local times move forward, until the clock shows them again.
            var shownMs = mapping.LateInterval.Start.ToUnixTimeMilliseconds() + mapping.LateInterval.WallOffset.Milliseconds;
            evenMs = Math.Min(evenMs, shownMs - localMs);
        }
        else if (mapping.EarlyInterval.HasEnd)
            evenMs = Math.Min(evenMs, mapping.EarlyInterval.End.ToUnixTimeMilliseconds() - atMs);

        var index = _known.IndexAt(atMs);
        if (index + 1 < _known.Count)
            evenMs = Math.Min(evenMs, _known.StartsMs[index + 1] - atMs);
        return index >= 0 ? _known.Rates[index] : null;
    }

    private decimal Adjacent(long atMs)
    {
        var index = _known.IndexAt(atMs);
        while (index >= 0 && _known.Rates[index] is null)
            index--;
        return (index >= 0 ? _known.Rates[index] : _known.At(_firstMs))!.Value;
    }
}
