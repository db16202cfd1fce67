using OrleansFlex.Domain.Schedules;
using OrleansFlex.Domain.Sandbox;

namespace OrleansFlex.Domain.Forecasting;

/// <summary>
/// When a car will be plugged in next: the probability per chunk, from its own history blended with four days of the
/// prior, given where it is now.
/// </summary>
public static class ReturnForecast
{
    private const double PriorDays = 4;
    private const double Late = 0.03;

    /// <summary>Writes the probability of plugging in within each chunk.</summary>
    /// <param name="history">The car's own; null when there is none.</param>
    /// <param name="prior">The fleet's.</param>
    /// <param name="calendar">Local time at the location.</param>
    /// <param name="whereabouts">Where the car is now.</param>
    /// <param name="nowMs">Unix ms.</param>
    /// <param name="firstChunkMs">Start of the first chunk.</param>
    /// <param name="chunkMs">Length of a chunk; at most an hour.</param>
    /// <param name="probability">One value per chunk.</param>
    /// <param name="from">The first chunk that matters; those before it are left as they are.</param>
    public static void Write(
        VehicleHistory? history,
        FleetPrior prior,
        LocalCalendar calendar,
        Whereabouts whereabouts,
        long nowMs,
        long firstChunkMs,
        long chunkMs,
        Span<double> probability,
        int from)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        var times = ChunkTimes.Of(calendar, firstChunkMs, chunkMs, probability.Length);
        var today = calendar.DayAt(nowMs);
        var plugged = PluggedShare(history, prior);
        Span<double> rates = stackalloc double[24];
        var ratesOfDay = long.MinValue;
        double factor = 0;
        for (var i = from; i < probability.Length; i++)
        {
            var endMs = firstChunkMs + ((i + 1) * chunkMs);
            if (endMs <= nowMs)
            {
                probability[i] = 0;
                continue;
            }

            var day = times.Days[i];
            if (day != ratesOfDay)
            {
                Rates(history, prior, day, today, rates);
                ratesOfDay = day;
                factor = plugged * (day == today ? GivenNow(history, prior, calendar, whereabouts, nowMs, rates, plugged) : 1);
            }

            var share = Math.Min(endMs - nowMs, chunkMs) / (double)chunkMs;
            probability[i] = Math.Min(1, factor * times.Density(rates, i) * share * chunkMs / 3_600_000.0);
        }
    }

    internal static double PluggedShare(VehicleHistory? history, FleetPrior prior)
    {
        var seen = Math.Min(history?.Trips ?? 0, 16);
        return ((seen * (history?.PluggedShare ?? 0)) + (PriorDays * prior.PluggedShare)) / (seen + PriorDays);
    }

    /// <summary>Expected returns by hour of a day, smoothed a little over neighbouring hours.</summary>
    internal static void Rates(VehicleHistory? history, FleetPrior prior, long day, long today, Span<double> rates)
    {
        var weekend = LocalCalendar.IsWeekend(day);
        double days = history?.DaysObserved(weekend, today) ?? 0;
        for (var hour = 0; hour < 24; hour++)
        {
            double seen = 0;
            if (history is not null)
            {
                seen = 0.7 * history.Returns(weekend, hour);
                seen += 0.15 * (hour > 0 ? history.Returns(weekend, hour - 1) : 0);
                seen += 0.15 * (hour < 23 ? history.Returns(weekend, hour + 1) : 0);
            }

            rates[hour] = (seen + (PriorDays * prior.Returns(weekend, hour))) / (days + PriorDays);
        }
    }

    /// <summary>What the rates of the rest of today are multiplied with, now that we know where the car is.</summary>
    private static double GivenNow(
        VehicleHistory? history,
        FleetPrior prior,
        LocalCalendar calendar,
        Whereabouts whereabouts,
        long nowMs,
        ReadOnlySpan<double> rates,
        double plugged)
    {
        var minute = calendar.MinuteOfDayAt(nowMs);
        var returned = Sum(rates, 0, minute / 60);
        var drives = Math.Min(0.97, Sum(rates, 0, 24));
        var departed = DepartedBy(history, prior, calendar.DayAt(nowMs), minute);
        var toLeave = drives * (1 - departed);
        var stays = 1 - drives;
        return whereabouts switch
        {
            Whereabouts.Away => 1 / (Math.Max(0, drives - returned) + Late),
            Whereabouts.HomeUnplugged =>
                (1 - departed) / Math.Max(0.02, toLeave + stays + (returned * (1 - plugged))),
            Whereabouts.PluggedIn => (1 - departed) / Math.Max(0.02, toLeave + stays + returned),
            _ => 1 / Math.Max(0.05, 1 - (returned * plugged)),
        };
    }

    internal static double DepartedBy(VehicleHistory? history, FleetPrior prior, long day, double minute)
    {
        var weekend = LocalCalendar.IsWeekend(day);
        var (count, mean, variance) = history?.Departures(weekend) ?? default;
        double seen = Math.Min(count, 16);
        var priorMean = weekend ? prior.DepartMean.Weekend : prior.DepartMean.Working;
        var priorDeviation = weekend ? prior.DepartDeviation.Weekend : prior.DepartDeviation.Working;
        var blended = ((seen * mean) + (2 * priorMean)) / (seen + 2);
        var spread = ((seen * variance) + (2 * priorDeviation * priorDeviation)) / (seen + 2);
        return FleetPrior.Below((minute - blended) / Math.Sqrt(Math.Max(25, spread)));
    }

    internal static double Sum(ReadOnlySpan<double> rates, double fromHour, double toHour)
    {
        double sum = 0;
        for (var hour = 0; hour < 24; hour++)
            sum += rates[hour] * Math.Max(0, Math.Min(hour + 1, toHour) - Math.Max(hour, fromHour));
        return sum;
    }
}
