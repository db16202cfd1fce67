using System.Text.Json;
using OrleansFlex.Contracts.Commands;
using OrleansFlex.Contracts.Wire;
using OrleansFlex.Domain.Commands;
using OrleansFlex.Grains.Commands;
using OrleansFlex.Silo.Requests;
using OrleansFlex.Silo.Responses;

namespace OrleansFlex.Silo.Gateways;

/// <summary>A command on the wire to an adapter.</summary>
internal static class CommandBody
{
    public static byte[] Write(DeviceCommand command) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            CommandId = command.Id,
            command.DeviceId,
            Kind = ActionJson.Name(command.Kind),
            Argument = Argument(command.Kind, command.Argument),
            IssuedAt = Wire.Instant(command.IssuedAtMs),
            ExpiresAt = Wire.Instant(command.ExpiresAtMs),
        },
        WireJson.Options);

    private static object? Argument(CommandKind kind, CommandArgument? argument) => kind switch
    {
        CommandKind.Start when argument?.PowerKw is { } powerKw => new { PowerKw = powerKw },
        CommandKind.MaxCurrent => new { argument?.MaxCurrent },
        CommandKind.OperationMode => new { argument?.OperationMode },
        CommandKind.PermanentHold => new { Mode = argument?.ThermostatMode, argument?.HeatSetpoint, argument?.CoolSetpoint },
        _ => null,
    };
}
