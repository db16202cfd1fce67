using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Wire;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Assets;

/// <summary>Devices on the wire, each type in its own shape.</summary>
internal static class DeviceBody
{
    public static object Of(Device device)
    {
        var reading = device.Reading;
        var updated = Wire.Instant(reading?.AtMs);
        var body = new OrderedDictionary<string, object?>
        {
            ["id"] = device.Id,
            ["userId"] = device.UserId,
            ["vendor"] = device.Vendor,
            ["lastSeen"] = Wire.Instant(reading?.AtMs ?? device.CreatedAtMs),
            ["isReachable"] = reading?.IsReachable ?? (reading is null ? null : true),
        };
        foreach (var (name, part) in Parts(device, reading, updated))
            body.Add(name, part);
        body.Add("location", Place(device, updated));
        body.Add("capabilities", Capabilities.Of(device));
        body.Add("scopes", device.Scopes);
        return body;
    }

    /// <summary>What the types do not have in common.</summary>
    private static (string Name, object? Part)[] Parts(Device device, DeviceReading? reading, DateTimeOffset? updated)
    {
        return device.Type switch
        {
            AssetType.Vehicle =>
            [
                ("information", new
                {
                    device.Information?.Vin,
                    device.Information?.Brand,
                    device.Information?.Model,
                    device.Information?.Year,
                    device.Information?.DisplayName,
                }),
                ("chargeState", new
                {
                    reading?.BatteryLevel,
                    Range = (double?)null,
                    reading?.IsPluggedIn,
                    reading?.IsCharging,
                    IsFullyCharged = reading?.BatteryLevel is { } level ? level >= (reading.ChargeLimit ?? 100) : (bool?)null,
                    BatteryCapacity = device.Ratings.BatteryCapacityKwh,
                    reading?.ChargeLimit,
                    ChargeRate = reading?.IsCharging == true ? reading.ChargeRateKw : null,
                    ChargeTimeRemaining = ChargeState.MinutesToLimit(device),
                    device.Settings?.MaxCurrent,
                    PowerDeliveryState = ChargeState.PowerDelivery(device),
                    reading?.PluggedInChargerId,
                    LastUpdated = updated,
                }),
                ("smartChargingPolicy", new { IsEnabled = false, Deadline = (string?)null, MinimumChargeLimit = (double?)null }),
                ("odometer", new { Distance = (double?)null, LastUpdated = (DateTimeOffset?)null }),
            ],
            AssetType.Charger =>
            [
                ("information", new
                {
                    device.Information?.Brand,
                    device.Information?.Model,
                    device.Information?.Year,
                    device.Information?.SerialNumber,
                }),
                ("chargeState", new
                {
                    reading?.IsPluggedIn,
                    reading?.IsCharging,
                    ChargeRate = reading?.ChargeRateKw,
                    device.Settings?.MaxCurrent,
                    PowerDeliveryState = ChargeState.PowerDelivery(device),
                    PluggedInVehicleId = (string?)null,
                    LastUpdated = updated,
                }),
            ],
            AssetType.Battery =>
            [
                ("information", new { device.Information?.Brand, device.Information?.Model, device.Information?.SiteName, device.Information?.InstallationDate }),
                ("chargeState", new
                {
                    Status = ChargeState.BatteryStatus(reading),
                    BatteryCapacity = device.Ratings.BatteryCapacityKwh,
                    reading?.BatteryLevel,
                    ChargeRate = reading?.ChargeRateKw,
                    DischargeLimit = (double?)null,
                    LastUpdated = updated,
                }),
                ("config", new { OperationMode = device.Settings?.OperationMode ?? "UNKNOWN", LastUpdated = updated }),
            ],
            AssetType.Hvac =>
            [
                ("consumptionRate", reading?.ChargeRateKw),
                ("information", new
                {
                    device.Information?.Brand,
                    device.Information?.Model,
                    device.Information?.DisplayName,
                    device.Information?.GroupName,
                    device.Information?.Category,
                }),
                ("temperatureState", new
                {
                    CurrentTemperature = reading?.Temperature,
                    IsActive = reading?.ChargeRateKw is { } rate ? rate > 0 : (bool?)null,
                    LastUpdated = updated,
                }),
                ("thermostatState", new
                {
                    Mode = device.Settings?.ThermostatMode ?? "UNKNOWN",
                    device.Settings?.HeatSetpoint,
                    device.Settings?.CoolSetpoint,
                    device.Settings?.HoldType,
                    LastUpdated = updated,
                }),
            ],
            AssetType.Inverter =>
            [
                ("productionState", new
                {
                    ProductionRate = reading?.ProductionKw,
                    IsProducing = reading?.ProductionKw is { } production ? production > 0 : (bool?)null,
                    TotalLifetimeProduction = reading?.EnergyMeterKwh,
                    LastUpdated = updated,
                }),
                ("timezone", (string?)null),
                ("information", new
                {
                    Id = (string?)null,
                    Sn = device.Information?.SerialNumber,
                    device.Information?.Brand,
                    device.Information?.Model,
                    device.Information?.SiteName,
                    device.Information?.InstallationDate,
                }),
            ],
            _ =>
            [
                ("information", new { device.Information?.Brand, device.Information?.Model, device.Information?.SiteName, device.Information?.InstallationDate }),
                ("energyState", new { Power = reading?.ChargeRateKw, LastUpdated = updated }),
            ],
        };
    }

    private static object Place(Device device, DateTimeOffset? updated)
    {
        var visible = Scopes.Location(device.Type) is not { } scope || device.Scopes.Contains(scope);
        return new
        {
            Id = device.LocationId is { } id && id != Guid.Empty ? id : (Guid?)null,
            Longitude = visible ? device.Reading?.Longitude : null,
            Latitude = visible ? device.Reading?.Latitude : null,
            LastUpdated = updated,
        };
    }
}
