namespace OrleansFlex.Silo.Telemetry;

/// <summary>One report of a device's state, as it was posted. What a report does not mention is null and stays as it was.</summary>
public struct TelemetryItem
{
    /// <summary>The device, a UUID in lower case; empty where it could not be read.</summary>
    public string DeviceId { get; internal set; }

    /// <summary>When the state was observed, Unix milliseconds.</summary>
    public long AtMs { get; internal set; }

    /// <summary>The vendor reaches the device.</summary>
    public bool? IsReachable { get; internal set; }

    /// <summary>The cable is in.</summary>
    public bool? IsPluggedIn { get; internal set; }

    /// <summary>Energy flows.</summary>
    public bool? IsCharging { get; internal set; }

    /// <summary>State of charge, 0–100 %.</summary>
    public double? BatteryLevel { get; internal set; }

    /// <summary>Level at which the device itself stops, 0–100 %.</summary>
    public double? ChargeLimit { get; internal set; }

    /// <summary>Power drawn, kW; negative while discharging.</summary>
    public double? ChargeRateKw { get; internal set; }

    /// <summary>Rising meter register, kWh.</summary>
    public double? EnergyMeterKwh { get; internal set; }

    /// <summary>Degrees north.</summary>
    public double? Latitude { get; internal set; }

    /// <summary>Degrees east.</summary>
    public double? Longitude { get; internal set; }

    /// <summary>Power generated, kW.</summary>
    public double? ProductionKw { get; internal set; }

    /// <summary>Degrees Celsius.</summary>
    public double? Temperature { get; internal set; }

    /// <summary>The location the device is at, a UUID in lower case.</summary>
    public string? LocationId { get; internal set; }

    /// <summary>The charger that the vehicle is plugged into, a UUID in lower case.</summary>
    public string? PluggedInChargerId { get; internal set; }

    /// <summary>The command that this report answers, a UUID in lower case.</summary>
    public string? CommandId { get; internal set; }

    /// <summary>How that command went, in the vendor's word.</summary>
    public string? CommandStatus { get; internal set; }

    /// <summary>Why the item cannot be accepted; null where it was read whole.</summary>
    public string? Error { get; internal set; }
}
