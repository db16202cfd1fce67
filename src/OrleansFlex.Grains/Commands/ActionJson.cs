using System.Buffers;
using System.Globalization;
using System.Text.Json;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Commands;
using OrleansFlex.Contracts.Events;
using OrleansFlex.Domain.Commands;

namespace OrleansFlex.Grains.Commands;

/// <summary>Actions as the Flex API writes them, in answers and in events.</summary>
public static class ActionJson
{
    private const string EventName = "user:vendor-action:updated";

    /// <summary>Writes an action as one object.</summary>
    public static void Write(Utf8JsonWriter writer, VendorAction action)
    {
        writer.WriteStartObject();
        writer.WriteString("id", action.Id);
        writer.WriteString("userId", action.UserId);
        writer.WriteString("createdAt", Instant(action.CreatedAtMs));
        writer.WriteString("updatedAt", Instant(action.UpdatedAtMs));
        if (action.CompletedAtMs is { } completedAtMs)
            writer.WriteString("completedAt", Instant(completedAtMs));
        else
            writer.WriteNull("completedAt");
        writer.WriteString("state", action.State.ToString().ToUpperInvariant());
        writer.WriteString("targetId", action.TargetId);
        writer.WriteString("targetType", action.TargetType.Name());
        WriteTarget(writer, action.Kind, action.Argument);
        if (action.FailureType is { } type)
        {
            writer.WriteStartObject("failureReason");
            writer.WriteString("type", type);
            writer.WriteString("detail", action.FailureDetail);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNull("failureReason");
        }

        writer.WriteEndObject();
    }

    /// <summary>The event that an action has changed.</summary>
    public static EventRow Event(string client, Guid id, VendorAction action, long nowMs)
    {
        var output = new ArrayBufferWriter<byte>(768);
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            writer.WriteString("id", id);
            writer.WriteString("event", EventName);
            writer.WriteString("createdAt", Instant(nowMs));
            writer.WriteString("version", "2024-10-01");
            writer.WriteStartObject("user");
            writer.WriteString("id", action.UserId);
            writer.WriteEndObject();
            writer.WritePropertyName("vendorAction");
            Write(writer, action);
            writer.WriteStartArray("updatedFields");
            writer.WriteStringValue("state");
            writer.WriteStringValue("updatedAt");
            if (action.CompletedAtMs is not null)
                writer.WriteStringValue("completedAt");
            if (action.FailureType is not null)
                writer.WriteStringValue("failureReason");
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return new EventRow(client, id, EventName, action.Id.ToString("D"), action.UserId, nowMs, output.WrittenMemory);
    }

    /// <summary>The name of a command on the wire.</summary>
    public static string Name(CommandKind kind) => kind switch
    {
        CommandKind.Start => "START",
        CommandKind.Stop => "STOP",
        CommandKind.MaxCurrent => "MAX_CURRENT",
        CommandKind.OperationMode => "OPERATION_MODE",
        CommandKind.PermanentHold => "PERMANENT_HOLD",
        _ => "FOLLOW_SCHEDULE",
    };

    private static void WriteTarget(Utf8JsonWriter writer, CommandKind kind, CommandArgument? argument)
    {
        switch (kind)
        {
            case CommandKind.Start or CommandKind.Stop:
                writer.WriteString("kind", Name(kind));
                return;
            case CommandKind.MaxCurrent:
                writer.WriteStartObject("targetState");
                writer.WriteNumber("maxCurrent", argument?.MaxCurrent ?? 0);
                break;
            case CommandKind.OperationMode:
                writer.WriteStartObject("targetState");
                writer.WriteString("operationMode", argument?.OperationMode);
                break;
            default:
                writer.WriteStartObject("target");
                writer.WriteString("holdType", kind == CommandKind.PermanentHold ? "PERMANENT" : "SCHEDULED");
                if (kind == CommandKind.PermanentHold)
                    WriteHold(writer, argument);
                break;
        }

        writer.WriteEndObject();
    }

    private static void WriteHold(Utf8JsonWriter writer, CommandArgument? argument)
    {
        writer.WriteString("mode", argument?.ThermostatMode);
        if (argument?.HeatSetpoint is { } heat)
            writer.WriteNumber("heatSetpoint", heat);
        if (argument?.CoolSetpoint is { } cool)
            writer.WriteNumber("coolSetpoint", cool);
    }

    private static string Instant(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms)
        .ToString(ms % 1000 == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
