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
        var seen = Wire.Instant(reading?.AtMs ?? device.CreatedAtMs);
        var reachable = reading?.IsReachable ?? (reading is null ? null : true);
        object? location = Place(device, updated);
        return device.Type switch
        {
            AssetType.Vehicle => new
            {
                device.Id,
                device.UserId,
                device.Vendor,
                LastSeen = seen,
                IsReachable = reachable,
                Information = new
                {
                    device.Information?.Vin,
                    device.Information?.Brand,
                    device.Information?.Model,
                    device.Information?.Year,
                    device.Information?.DisplayName,
                },
                ChargeState = new
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
                },
                SmartChargingPolicy = new { IsEnabled = false, Deadline = (string?)null, MinimumChargeLimit = (double?)null },
                Odometer = new { Distance = (double?)null, LastUpdated = (DateTimeOffset?)null },
                Location = location,
                Capabilities = Capabilities.Of(device),
                device.Scopes,
            },
            AssetType.Charger => new
            {
                device.Id,
                device.UserId,
                device.Vendor,
                LastSeen = seen,
                IsReachable = reachable,
                Information = new
                {
                    device.Information?.Brand,
                    device.Information?.Model,
                    device.Information?.Year,
                    device.Information?.SerialNumber,
                },
                ChargeState = new
                {
                    reading?.IsPluggedIn,
                    reading?.IsCharging,
                    ChargeRate = reading?.ChargeRateKw,
                    device.Settings?.MaxCurrent,
                    PowerDeliveryState = ChargeState.PowerDelivery(device),
                    PluggedInVehicleId = (string?)null,
                    LastUpdated = updated,
                },
                Location = location,
                Capabilities = Capabilities.Of(device),
                device.Scopes,
            },
            AssetType.Battery => new
            {
                device.Id,
                device.UserId,
                device.Vendor,
                LastSeen = seen,
                IsReachable = reachable,
                Information = new { device.Information?.Brand, device.Information?.Model, device.Information?.SiteName, device.Information?.InstallationDate },
                ChargeState = new
                {
                    Status = ChargeState.BatteryStatus(reading),
                    BatteryCapacity = device.Ratings.BatteryCapacityKwh,
                    reading?.BatteryLevel,
                    ChargeRate = reading?.ChargeRateKw,
                    DischargeLimit = (double?)null,
                    LastUpdated = updated,
                },
                Config = new { OperationMode = device.Settings?.OperationMode ?? "UNKNOWN", LastUpdated = updated },
                Location = location,
                Capabilities = Capabilities.Of(device),
                device.Scopes,
            },
            AssetType.Hvac => new
            {
                device.Id,
                device.UserId,
                device.Vendor,
                LastSeen = seen,
                IsReachable = reachable,
                ConsumptionRate = reading?.ChargeRateKw,
                Information = new
                {
                    device.Information?.Brand,
                    device.Information?.Model,
                    device.Information?.DisplayName,
                    device.Information?.GroupName,
                    device.Information?.Category,
                },
                TemperatureState = new
                {
                    CurrentTemperature = reading?.Temperature,
                    IsActive = reading?.ChargeRateKw is { } rate ? rate > 0 : (bool?)null,
                    LastUpdated = updated,
                },
                ThermostatState = new
                {
                    Mode = device.Settings?.ThermostatMode ?? "UNKNOWN",
                    device.Settings?.HeatSetpoint,
                    device.Settings?.CoolSetpoint,
                    device.Settings?.HoldType,
                    LastUpdated = updated,
                },
                Location = location,
                Capabilities = Capabilities.Of(device),
                device.Scopes,
            },
            AssetType.Inverter => new
            {
                device.Id,
                device.UserId,
                device.Vendor,
                LastSeen = seen,
                IsReachable = reachable,
                ProductionState = new
                {
                    ProductionRate = reading?.ProductionKw,
                    IsProducing = reading?.ProductionKw is { } production ? production > 0 : (bool?)null,
                    TotalLifetimeProduction = reading?.EnergyMeterKwh,
                    LastUpdated = updated,
                },
                Timezone = (string?)null,
                Information = new
                {
                    Id = (string?)null,
                    Sn = device.Information?.SerialNumber,
                    device.Information?.Brand,
                    device.Information?.Model,
                    device.Information?.SiteName,
                    device.Information?.InstallationDate,
                },
                Location = location,
                Capabilities = Capabilities.Of(device),
                device.Scopes,
            },
            _ => new
            {
                device.Id,
                device.UserId,
                device.Vendor,
                LastSeen = seen,
                IsReachable = reachable,
                Information = new { device.Information?.Brand, device.Information?.Model, device.Information?.SiteName, device.Information?.InstallationDate },
                EnergyState = new { Power = reading?.ChargeRateKw, LastUpdated = updated },
                Location = location,
                Capabilities = Capabilities.Of(device),
                device.Scopes,
            },
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
