namespace OrleansFlex.Domain.Sandbox;

/// <summary>The true state of a simulated device at an instant. Members that do not apply to its kind are null.</summary>
/// <param name="DeviceIndex">Position in <see cref="HouseholdSpec.Devices"/>.</param>
/// <param name="Kind">What the device is.</param>
/// <param name="AtMs">When, Unix ms.</param>
public readonly record struct DeviceObservation(int DeviceIndex, DeviceKind Kind, long AtMs)
{
    /// <summary>False while the device has vanished: it can neither report nor be commanded.</summary>
    public bool IsReachable { get; init; }

    /// <summary>Car or charge point: the car is at the household's location.</summary>
    public bool? IsHome { get; init; }

    /// <summary>Car or charge point: the cable is in.</summary>
    public bool? IsPluggedIn { get; init; }

    /// <summary>Power flows into the car or battery.</summary>
    public bool? IsCharging { get; init; }

    /// <summary>Level, percent 0–100.</summary>
    public double? BatteryLevel { get; init; }

    /// <summary>The level at which charging stops, percent.</summary>
    public double? ChargeLimit { get; init; }

    /// <summary>Power at the wall, kW; consumption positive. For a meter, the net power.</summary>
    public double? PowerKw { get; init; }

    /// <summary>Energy register, kWh. For a meter, import less export; for an inverter, energy produced.</summary>
    public double? EnergyMeterKwh { get; init; }

    /// <summary>Solar production, kW.</summary>
    public double? ProductionKw { get; init; }

    /// <summary>Indoor temperature, °C.</summary>
    public double? TemperatureC { get; init; }

    /// <summary>Temperature that the heat pump steers to, °C.</summary>
    public double? SetpointC { get; init; }

    /// <summary>What a battery is doing.</summary>
    public BatteryMode? Mode { get; init; }
}
