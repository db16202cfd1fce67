using OrleansFlex.Contracts.Assets;

namespace OrleansFlex.Grains.Assets;

/// <summary>How telemetry becomes a device's state: a pure function of the last reading and the observation.</summary>
public static class Readings
{
    /// <summary>How far in the future a vendor's clock may be.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Merges an observation that is not older than <paramref name="last"/>; what it does not tell stays.</summary>
    public static DeviceReading Merge(DeviceReading? last, Observation observed)
    {
        var isReachable = observed.IsReachable ?? last?.IsReachable;
        var isPluggedIn = observed.IsPluggedIn ?? last?.IsPluggedIn;
        // A device that is unplugged or told to be idle has no power, whatever the last reading said.
        var isCharging = isPluggedIn == false ? false : observed.IsCharging ?? (observed.ChargeRateKw is { } rate ? rate > 0 : last?.IsCharging);
        return new DeviceReading
        {
            AtMs = observed.AtMs,
            IsReachable = isReachable,
            UnreachableSinceMs = isReachable == false ? Since(last?.IsReachable == false, last?.UnreachableSinceMs, observed.AtMs) : null,
            IsPluggedIn = isPluggedIn,
            PluggedInSinceMs = isPluggedIn == true ? Since(last?.IsPluggedIn == true, last?.PluggedInSinceMs, observed.AtMs) : null,
            IsCharging = isCharging,
            ChargingSinceMs = isCharging == true ? Since(last?.IsCharging == true, last?.ChargingSinceMs, observed.AtMs) : null,
            BatteryLevel = observed.BatteryLevel ?? last?.BatteryLevel,
            ChargeLimit = observed.ChargeLimit ?? last?.ChargeLimit,
            ChargeRateKw = observed.ChargeRateKw ?? (isCharging == false ? 0 : last?.ChargeRateKw),
            EnergyMeterKwh = observed.EnergyMeterKwh ?? last?.EnergyMeterKwh,
            PluggedInChargerId = isPluggedIn == false ? null : observed.PluggedInChargerId ?? last?.PluggedInChargerId,
            Latitude = observed.Latitude ?? last?.Latitude,
            Longitude = observed.Longitude ?? last?.Longitude,
            ProductionKw = observed.ProductionKw ?? last?.ProductionKw,
            Temperature = observed.Temperature ?? last?.Temperature,
        };
    }

    /// <summary>Great-circle distance in metres (haversine, mean Earth radius 6,371 km).</summary>
    public static double DistanceMetres(double latitude1, double longitude1, double latitude2, double longitude2)
    {
        const double Radius = 6_371_000;
        var dLatitude = double.DegreesToRadians(latitude2 - latitude1) / 2;
        var dLongitude = double.DegreesToRadians(longitude2 - longitude1) / 2;
        var h = (Math.Sin(dLatitude) * Math.Sin(dLatitude))
            + (Math.Cos(double.DegreesToRadians(latitude1)) * Math.Cos(double.DegreesToRadians(latitude2)) * Math.Sin(dLongitude) * Math.Sin(dLongitude));
        return 2 * Radius * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    private static long Since(bool held, long? since, long atMs) => held && since is { } start ? start : atMs;
}
