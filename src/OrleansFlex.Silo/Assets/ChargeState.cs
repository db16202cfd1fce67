using OrleansFlex.Contracts.Assets;

namespace OrleansFlex.Silo.Assets;

/// <summary>What follows from a reading.</summary>
internal static class ChargeState
{
    public static string PowerDelivery(Device device) => device.Reading switch
    {
        null or { IsPluggedIn: null } => "UNKNOWN",
        { IsPluggedIn: false } => "UNPLUGGED",
        { IsCharging: true } => "PLUGGED_IN:CHARGING",
        { BatteryLevel: { } level } reading when device.Type == AssetType.Vehicle && level >= (reading.ChargeLimit ?? 100) => "PLUGGED_IN:COMPLETE",
        _ => "PLUGGED_IN:STOPPED",
    };

    public static int? MinutesToLimit(Device device)
    {
        if (device.Reading is not { IsCharging: true, BatteryLevel: { } level, ChargeRateKw: > 0 and { } rate } reading
            || device.Ratings.BatteryCapacityKwh is not { } capacity)
            return null;
        var missing = Math.Max(0, (reading.ChargeLimit ?? 100) - level) / 100 * capacity / (device.Ratings.Efficiency ?? 0.9);
        return (int)Math.Ceiling(Math.Min(missing / rate * 60, 1_000_000));
    }

    public static string BatteryStatus(DeviceReading? reading) => reading?.ChargeRateKw switch
    {
        null => "UNKNOWN",
        > 0 => "CHARGING",
        < 0 => "DISCHARGING",
        _ => "IDLE",
    };
}
