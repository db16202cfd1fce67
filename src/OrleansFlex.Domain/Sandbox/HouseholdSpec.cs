namespace OrleansFlex.Domain.Sandbox;

/// <summary>A simulated household as its seed makes it.</summary>
public sealed record HouseholdSpec
{
    /// <summary>Position in its batch, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Key of everything random about it.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Degrees north.</summary>
    public required double Latitude { get; init; }

    /// <summary>Degrees east.</summary>
    public required double Longitude { get; init; }

    /// <summary>What it has, in the order of <see cref="DeviceKind"/>.</summary>
    public required IReadOnlyList<DeviceSpec> Devices { get; init; }

    /// <summary>Its car, also where only the charge point is linked; null without.</summary>
    public VehicleSpec? Vehicle { get; init; }

    /// <summary>What its driver would set as charging policy; null without a car.</summary>
    public DriverWish? Wish { get; init; }

    /// <summary>Its battery.</summary>
    public BatterySpec? Battery { get; init; }

    /// <summary>Its heat pump.</summary>
    public HeatPumpSpec? HeatPump { get; init; }

    /// <summary>Its solar panels.</summary>
    public SolarSpec? Solar { get; init; }

    /// <summary>Mean of the load that nobody steers, kW.</summary>
    public double BaseLoadKw { get; init; }
}
