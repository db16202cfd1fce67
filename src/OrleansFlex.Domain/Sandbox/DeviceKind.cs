namespace OrleansFlex.Domain.Sandbox;

/// <summary>What a simulated device is.</summary>
public enum DeviceKind : byte
{
    /// <summary>An electric car.</summary>
    Vehicle,

    /// <summary>A charge point at home.</summary>
    Charger,

    /// <summary>A stationary battery.</summary>
    Battery,

    /// <summary>A heat pump that heats a house.</summary>
    Hvac,

    /// <summary>A solar inverter.</summary>
    Solar,

    /// <summary>The household's meter; net of production.</summary>
    Meter,
}
