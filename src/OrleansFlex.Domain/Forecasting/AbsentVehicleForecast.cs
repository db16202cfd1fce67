using OrleansFlex.Domain.Schedules;
using OrleansFlex.Domain.Sandbox;

namespace OrleansFlex.Domain.Forecasting;

/// <summary>
/// The load that a car will bring when it comes back: for every chunk in which it may be plugged in, the cheapest chunks up to
/// its deadline, over the energies it may need. Every bound is its expected value; the deviation is that of this car's load.
/// </summary>
public static class AbsentVehicleForecast
{
    private const double PriorTrips = 4;
    private const double Negligible = 1e-4;

    /// <summary>
    /// Adds the forecast to four series of watts. Deviations add in quadrature, so a plugged-in car's plan can stand in them
    /// already; for such a car only returns after its first deadline count.
    /// </summary>
    /// <param name="vehicle">The car.</param>
    /// <param name="history">Its history; null when there is none.</param>
    /// <param name="prior">The fleet's.</param>
    /// <param name="calendar">Local time at the location.</param>
    /// <param name="nowMs">Unix ms.</param>
    /// <param name="firstChunkMs">Start of the first chunk; the one that contains now.</param>
    /// <param name="chunkMinutes">Length of a chunk, at most 60.</param>
    /// <param name="deadlines">The next ready-by instants, rising; those of the coming two or three days.</param>
    /// <param name="cheapestFirst">Chunks by price (<see cref="PriceOrder"/>); may reach beyond the series, to the last deadline.</param>
    /// <param name="expectedW">Expected load per chunk, W.</param>
    /// <param name="minimumW">Least load, W; never above expected.</param>
    /// <param name="maximumW">Greatest load, W; never below expected.</param>
    /// <param name="sigmaW">Standard deviation, W.</param>
    public static void Add(
        in ForecastVehicle vehicle,
        VehicleHistory? history,
        FleetPrior prior,
        LocalCalendar calendar,
        long nowMs,
        long firstChunkMs,
        int chunkMinutes,
        ReadOnlySpan<ForecastDeadline> deadlines,
        ReadOnlySpan<ushort> cheapestFirst,
        Span<int> expectedW,
        Span<int> minimumW,
        Span<int> maximumW,
        Span<int> sigmaW)
    {
        ArgumentNullException.ThrowIfNull(prior);
        ArgumentNullException.ThrowIfNull(calendar);
        var chunks = expectedW.Length;
        var powerW = vehicle.MaxPowerKw * 1000;
        if (chunks == 0 || powerW <= 0 || vehicle.CapacityKwh <= 0)
            return;

        var chunkMs = chunkMinutes * 60_000L;
        var window = new DeadlineWindow(deadlines, firstChunkMs, chunkMs, cheapestFirst.Length);
        // A car that is there charges for its first deadline by its plan.
        var from = vehicle.Whereabouts == Whereabouts.PluggedIn ? Math.Min(window.End, chunks) : 0;
        Span<double> returns = stackalloc double[chunks];
        ReturnForecast.Write(history, prior, calendar, vehicle.Whereabouts, nowMs, firstChunkMs, chunkMs, returns, from);
        Span<double> sums = stackalloc double[4 * chunks];
        var work = new Series(sums, chunks);
        var table = new NeedTable(stackalloc double[NeedTable.Numbers]);
        var cheapest = new CheapestChunks(stackalloc ushort[cheapestFirst.Length], stackalloc short[cheapestFirst.Length]);
        // What a return brings to every chunk between it and its deadline is summed on the way.
        var (end, least, most) = (0, 0.0, 0.0);
        var today = calendar.DayAt(nowMs);
        var filledFor = (Level: double.NaN, Target: double.NaN);
        // Returns before the earliest chunk that they use are alike, and are spread together.
        var (alikeUntil, alike, alikeAt) = (0, 0.0, 0);
        for (var at = from; at < chunks; at++)
        {
            if (at >= end)
                (least, most) = (0, 0);
            if (returns[at] < Negligible || !window.MoveTo(at))
            {
                work.Bound(at, least, most);
                continue;
            }

            var sameTrip = vehicle.Whereabouts != Whereabouts.PluggedIn && calendar.DayAt(firstChunkMs + (at * chunkMs)) == today;
            var before = sameTrip && double.IsFinite(vehicle.Level) ? vehicle.Level : Rested(vehicle, window);
            var isAlike = at < Math.Min(alikeUntil, end) && filledFor == (before, window.Target);
            if (!isAlike && alike > 0)
            {
                work.Spread(alikeAt, alike, table, ref cheapest);
                alike = 0;
            }

            if (filledFor != (before, window.Target))
            {
                filledFor = (before, window.Target);
                Fill(ref table, vehicle, history, prior, before, window.Target, chunkMinutes);
            }

            if (at >= end)
            {
                end = Math.Min(window.End, cheapestFirst.Length);
                cheapest.Fill(cheapestFirst, at, end);
            }

            var probability = returns[at];
            if (isAlike)
                (alike, alikeAt) = (alike + probability, at);
            else
                alikeUntil = work.Spread(at, probability, table, ref cheapest);
            var forced = probability * table.Forced((2 * (end - at)) - 3);
            var room = probability * table.RoomShare;
            work.Bound(at, least + Math.Min(0.5 * probability, forced), most + (room * 0.5));
            (least, most) = (least + forced, most + room);
        }

        if (alike > 0)
            work.Spread(alikeAt, alike, table, ref cheapest);
        work.AddTo(powerW, expectedW, minimumW, maximumW, sigmaW);
    }

    /// <summary>The level at the next departure of a car that has charged in between.</summary>
    private static double Rested(in ForecastVehicle vehicle, in DeadlineWindow window)
    {
        var target = Math.Min(window.PreviousTarget, vehicle.ChargeLimit);
        return vehicle.Whereabouts == Whereabouts.PluggedIn && vehicle.Level > target ? vehicle.Level : target;
    }

    private static void Fill(
        ref NeedTable table,
        in ForecastVehicle vehicle,
        VehicleHistory? history,
        FleetPrior prior,
        double before,
        double target,
        int chunkMinutes)
    {
        var trips = Math.Min(history?.Trips ?? 0, 24);
        var mean = ((trips * (history?.DropMean ?? 0)) + (PriorTrips * prior.DropMean)) / (trips + PriorTrips);
        var variance = ((trips * (history?.DropVariance ?? 0)) + (PriorTrips * prior.DropVariance)) / (trips + PriorTrips);
        var power = vehicle.MaxPowerKw;
        var from = Math.Max(5, before - mean);
        var goal = Math.Min(target, vehicle.ChargeLimit);
        if (vehicle.Tapers && goal > 80 && goal > from)
        {
            var curve = new ChargeCurve(100, power, 1, Tapers: true);
            power = (goal - from) / curve.HoursTo(from, goal, power);
        }

        var pointsPerHalf = power * chunkMinutes / 120 * vehicle.Efficiency / vehicle.CapacityKwh * 100;
        table.Fill(before, Math.Max(0.5, mean), Math.Max(0.25, variance), target, vehicle.ChargeLimit, pointsPerHalf);
    }
}
