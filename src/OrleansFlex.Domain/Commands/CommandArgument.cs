namespace OrleansFlex.Domain.Commands;

/// <summary>What a command sets; only the members of its kind are there.</summary>
public sealed record CommandArgument
{
    /// <summary>The highest current, amperes.</summary>
    public double? MaxCurrent { get; init; }

    /// <summary>The power at which to charge, kW at the wall, where that is less than the device can.</summary>
    public double? PowerKw { get; init; }

    /// <summary>The mode of a battery, such as <c>SELF_RELIANCE</c>.</summary>
    public string? OperationMode { get; init; }

    /// <summary>The mode of a thermostat, such as <c>HEAT</c>.</summary>
    public string? ThermostatMode { get; init; }

    /// <summary>Heat up to here, degrees Celsius.</summary>
    public double? HeatSetpoint { get; init; }

    /// <summary>Cool down to here, degrees Celsius.</summary>
    public double? CoolSetpoint { get; init; }
}
