using OrleansFlex.Domain.Schedules;
using OrleansFlex.Domain.Sandbox;

namespace OrleansFlex.Domain.Forecasting;

/// <summary>
/// The expected load of a heat pump or battery: its usual profile, and two distances from it that fade: that of now within
/// hours (<c>exp(−lead / 3 h)</c>, a first-order autoregression), that of the last six hours within days, as weather does.
/// </summary>
public static class LoadProfileForecast
{
    private const double MemoryHours = 3;
    private const double WeatherHours = 48;

    /// <summary>Writes expected load and deviation per chunk.</summary>
    /// <param name="profile">The device's profile; null when there is none: then now goes on.</param>
    /// <param name="calendar">Local time at the location.</param>
    /// <param name="nowMs">Unix ms.</param>
    /// <param name="currentKw">Load now, kW.</param>
    /// <param name="firstChunkMs">Start of the first chunk.</param>
    /// <param name="chunkMinutes">Length of a chunk.</param>
    /// <param name="expectedW">Expected load, W; negative when it gives.</param>
    /// <param name="sigmaW">Standard deviation, W.</param>
    public static void Write(
        LoadProfile? profile,
        LocalCalendar calendar,
        long nowMs,
        double currentKw,
        long firstChunkMs,
        int chunkMinutes,
        Span<int> expectedW,
        Span<int> sigmaW)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        if (profile is { Days: 0 })
            profile = null;
        var recent = profile?.Recent ?? 0;
        var momentary = profile is null ? 0 : currentKw - profile.At(SlotAt(calendar, nowMs)).Mean - recent;
        for (var i = 0; i < expectedW.Length; i++)
        {
            var middleMs = firstChunkMs + (((i * 2L) + 1) * chunkMinutes * 30_000);
            var lead = Math.Max(0, middleMs - nowMs) / 3_600_000.0;
            var memory = Math.Exp(-lead / MemoryHours);
            var (mean, deviation) = profile?.At(SlotAt(calendar, middleMs)) ?? (currentKw, Math.Abs(currentKw) / 2);
            expectedW[i] = (int)Math.Round(1000 * (mean + (memory * momentary) + (recent * Math.Exp(-lead / WeatherHours))));
            sigmaW[i] = (int)Math.Round(1000 * deviation * Math.Sqrt(1 - (memory * memory)));
        }
    }

    private static int SlotAt(LocalCalendar calendar, long instantMs) =>
        Math.Clamp((int)(calendar.MinuteOfDayAt(instantMs) / 15), 0, LoadProfile.Slots - 1);
}
