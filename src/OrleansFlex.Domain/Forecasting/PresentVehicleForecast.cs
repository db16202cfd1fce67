using OrleansFlex.Domain.Schedules;
using OrleansFlex.Domain.Sandbox;

namespace OrleansFlex.Domain.Forecasting;

/// <summary>How far the load of a plugged-in car may be from its plan: it may leave early, and its level is only nearly known.</summary>
public static class PresentVehicleForecast
{
    private const double LevelErrorPoints = 0.5;

    /// <summary>Writes the deviation of a plan.</summary>
    /// <param name="vehicle">The car.</param>
    /// <param name="history">Its history; null when there is none.</param>
    /// <param name="prior">The fleet's.</param>
    /// <param name="calendar">Local time at the location.</param>
    /// <param name="nowMs">Unix ms.</param>
    /// <param name="firstChunkMs">Start of the first chunk.</param>
    /// <param name="chunkMinutes">Length of a chunk.</param>
    /// <param name="planW">Planned load per chunk, W.</param>
    /// <param name="sigmaW">Root of the mean square distance from the plan, W.</param>
    public static void WriteSigma(
        in ForecastVehicle vehicle,
        VehicleHistory? history,
        FleetPrior prior,
        LocalCalendar calendar,
        long nowMs,
        long firstChunkMs,
        int chunkMinutes,
        ReadOnlySpan<int> planW,
        Span<int> sigmaW)
    {
        ArgumentNullException.ThrowIfNull(prior);
        ArgumentNullException.ThrowIfNull(calendar);
        var chunkMs = chunkMinutes * 60_000L;
        var levelErrorW = LevelErrorPoints / 100 * vehicle.CapacityKwh / vehicle.Efficiency * 60_000 / chunkMinutes;
        var departure = new DepartureForecast(history, prior, calendar, nowMs);
        for (var i = 0; i < planW.Length; i++)
        {
            double plan = planW[i];
            if (plan == 0)
            {
                sigmaW[i] = 0;
                continue;
            }

            var middleMs = Math.Max(nowMs, firstChunkMs + (i * chunkMs) + (chunkMs / 2));
            var gone = departure.Before(middleMs);
            // The level error moves the end of charging, which shows in the chunk after which the plan is less.
            var isEdge = i + 1 >= planW.Length || planW[i + 1] < planW[i];
            var edge = isEdge ? Math.Min(levelErrorW, plan) : 0;
            sigmaW[i] = (int)Math.Round(Math.Sqrt((gone * plan * plan) + (edge * edge)));
        }
    }
}
