using OrleansFlex.Contracts.Assets;
using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Domain.Forecasting;
using OrleansFlex.Grains.Time;

namespace OrleansFlex.Grains.Assets;

/// <summary>What an asset that no policy drives adds to its zone's shape.</summary>
internal static class AssetContribution
{
    /// <summary>Writes expected, minimum, maximum and deviation in watts, one after the other.</summary>
    public static void Write(Device device, Guid home, LoadProfile? profile, string timezoneName, ShapeOptions window, long nowMs, Span<int> watts)
    {
        watts.Clear();
        var length = watts.Length / 4;
        var expected = watts[..length];
        var minimum = watts.Slice(length, length);
        var maximum = watts.Slice(2 * length, length);
        var sigma = watts.Slice(3 * length, length);
        var firstMs = window.StartMs(window.ChunkAt(nowMs));
        switch (device.Type)
        {
            case AssetType.Vehicle or AssetType.Charger:
                WriteUnmanaged(device, home, window, nowMs, expected);
                // It cannot be steered, so what is expected is all there is.
                expected.CopyTo(minimum);
                expected.CopyTo(maximum);
                break;
            case AssetType.Hvac:
                LoadProfileForecast.Write(profile, Calendars.Of(timezoneName), nowMs, device.Reading?.ChargeRateKw ?? 0, firstMs, window.ChunkMinutes, expected, sigma);
                Bound(expected, minimum, maximum, 0, Watts(device.Ratings.MaxPowerKw));
                break;
            case AssetType.Battery:
                LoadProfileForecast.Write(profile, Calendars.Of(timezoneName), nowMs, device.Reading?.ChargeRateKw ?? 0, firstMs, window.ChunkMinutes, expected, sigma);
                BoundBattery(device, window, expected, minimum, maximum);
                break;
        }
    }

    /// <summary>Charging that nobody steers goes on at the observed power until the limit is reached.</summary>
    private static void WriteUnmanaged(Device device, Guid home, ShapeOptions window, long nowMs, Span<int> expected)
    {
        if (device.Reading is not { IsCharging: true, ChargeRateKw: > 0 and { } rate } reading
            || (device.LocationId is { } place && place != home))
            return;
        // A charger does not know the battery behind it; what it does now is all that can be said of the next hour.
        var missingKwh = reading.BatteryLevel is { } level && device.Ratings.BatteryCapacityKwh is { } capacity
            ? Math.Max(0, (reading.ChargeLimit ?? 100) - level) / 100 * capacity / (device.Ratings.Efficiency ?? 0.9)
            : rate;
        var untilMs = reading.AtMs + (long)(missingKwh / rate * 3_600_000);
        var startMs = window.StartMs(window.ChunkAt(nowMs));
        for (var i = 0; i < expected.Length; i++)
        {
            var share = Math.Clamp((untilMs - (startMs + (i * window.ChunkMs))) / (double)window.ChunkMs, 0, 1);
            expected[i] = (int)Math.Round(rate * 1000 * share);
        }
    }

    private static void BoundBattery(Device device, ShapeOptions window, Span<int> expected, Span<int> minimum, Span<int> maximum)
    {
        var capacityWh = (device.Ratings.BatteryCapacityKwh ?? 0) * 1000;
        var level = Math.Clamp(device.Reading?.BatteryLevel ?? 50, 0, 100) / 100;
        var hours = window.ChunkMinutes / 60.0;
        var charge = Math.Min(device.Ratings.MaxPowerKw * 1000, capacityWh * (1 - level) / (device.Ratings.Efficiency ?? 0.9) / hours);
        var discharge = Math.Min((device.Ratings.MaxDischargeKw ?? device.Ratings.MaxPowerKw) * 1000, capacityWh * level / hours);
        Bound(expected, minimum, maximum, -(int)Math.Round(discharge), (int)Math.Round(charge));
    }

    private static void Bound(Span<int> expected, Span<int> minimum, Span<int> maximum, int lowest, int highest)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            expected[i] = Math.Clamp(expected[i], lowest, highest);
            minimum[i] = lowest;
            maximum[i] = highest;
        }
    }

    private static int Watts(double kw) => (int)Math.Round(kw * 1000);
}
