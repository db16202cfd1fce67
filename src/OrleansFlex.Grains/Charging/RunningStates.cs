using OrleansFlex.Domain.Policies;
using OrleansFlex.Domain.Sessions;

namespace OrleansFlex.Grains.Charging;

/// <summary>What has been charged since the last reading that is accounted, as status and session both show it. Pure functions.</summary>
internal static class RunningStates
{
    /// <summary>
    /// The states in which a vehicle has charged since that reading, each with its time, up to now. That it charges holds for half an hour, as power
    /// does: one that fell silent has charged as far as it told.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="vehicle">The vehicle as last seen.</param>
    /// <param name="nowMs">Now, Unix milliseconds.</param>
    public static IEnumerable<(StatusState State, long FromMs, long ToMs)> Of(PlugSession session, in ObservedVehicle? vehicle, long nowMs)
    {
        var sinceMs = vehicle?.ChargingSinceMs ?? 0;
        return IsCharging(session, vehicle, nowMs) ? session.Recent(nowMs).Select(recent => recent with { FromMs = Math.Max(recent.FromMs, sinceMs) }) : [];
    }

    /// <summary>Whether the vehicle charges, as far as it told.</summary>
    /// <param name="session">The session.</param>
    /// <param name="vehicle">The vehicle as last seen.</param>
    /// <param name="nowMs">Now, Unix milliseconds.</param>
    public static bool IsCharging(PlugSession session, in ObservedVehicle? vehicle, long nowMs) =>
        vehicle is { IsCharging: true } && nowMs - session.Last.AtMs <= MeterReading.HoldsMs;
}
