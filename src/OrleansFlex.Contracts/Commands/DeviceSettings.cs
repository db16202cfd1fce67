using OrleansFlex.Domain.Commands;

namespace OrleansFlex.Contracts.Commands;

/// <summary>What a device was last set to by confirmed commands; members that were never set are null.</summary>
[GenerateSerializer, Immutable, Alias("device-settings")]
public sealed record DeviceSettings
{
    /// <summary>The highest current, amperes.</summary>
    [Id(0)] public double? MaxCurrent { get; init; }

    /// <summary>A battery's mode.</summary>
    [Id(1)] public string? OperationMode { get; init; }

    /// <summary><c>PERMANENT</c> or <c>SCHEDULED</c>.</summary>
    [Id(2)] public string? HoldType { get; init; }
    [Id(3)] public string? ThermostatMode { get; init; }

    /// <summary>Degrees Celsius.</summary>
    [Id(4)] public double? HeatSetpoint { get; init; }

    /// <summary>Degrees Celsius.</summary>
    [Id(5)] public double? CoolSetpoint { get; init; }

    /// <summary>The settings once a command is confirmed.</summary>
    public static DeviceSettings? After(DeviceSettings? before, CommandKind kind, CommandArgument? argument) => kind switch
    {
        CommandKind.MaxCurrent => (before ?? new()) with { MaxCurrent = argument?.MaxCurrent },
        CommandKind.OperationMode => (before ?? new()) with { OperationMode = argument?.OperationMode },
        CommandKind.PermanentHold => (before ?? new()) with
        {
            HoldType = "PERMANENT",
            ThermostatMode = argument?.ThermostatMode,
            HeatSetpoint = argument?.HeatSetpoint,
            CoolSetpoint = argument?.CoolSetpoint,
        },
        CommandKind.FollowSchedule => (before ?? new()) with { HoldType = "SCHEDULED", ThermostatMode = null, HeatSetpoint = null, CoolSetpoint = null },
        _ => before,
    };
}
