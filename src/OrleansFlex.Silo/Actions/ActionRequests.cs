using OrleansFlex.Domain.Commands;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Actions;

/// <summary>Reads what a device is asked to do.</summary>
internal static class ActionRequests
{
    private const double MostAmperes = 1000;

    public static (CommandKind Kind, CommandArgument? Argument) Charging(JsonFields body) =>
        (body.OneOf("action", "START", "STOP") == "STOP" ? CommandKind.Stop : CommandKind.Start, null);

    public static (CommandKind Kind, CommandArgument? Argument) MaxCurrent(JsonFields body)
    {
        var faults = body.FaultCount;
        var amperes = body.Number("maxCurrent", 0, MostAmperes);
        if (amperes <= 0 && body.FaultCount == faults)
            body.Fail("maxCurrent", $"must be a number above 0 and up to {MostAmperes}");
        return (CommandKind.MaxCurrent, new CommandArgument { MaxCurrent = amperes });
    }

    public static (CommandKind Kind, CommandArgument? Argument) OperationMode(JsonFields body) =>
        (CommandKind.OperationMode, new CommandArgument
        {
            OperationMode = body.OneOf("operationMode", "IMPORT_FOCUS", "EXPORT_FOCUS", "TIME_OF_USE", "SELF_RELIANCE", "IDLE"),
        });

    public static (CommandKind Kind, CommandArgument? Argument) PermanentHold(JsonFields body)
    {
        var mode = body.OneOf("mode", "HEAT", "COOL", "AUTO", "OFF");
        var heat = body.OptionalNumber("heatSetpoint", 5, 35);
        var cool = body.OptionalNumber("coolSetpoint", 5, 35);
        if (heat is null && mode is "HEAT" or "AUTO")
            body.Fail("heatSetpoint", $"is required for {mode}");
        if (cool is null && mode is "COOL" or "AUTO")
            body.Fail("coolSetpoint", $"is required for {mode}");
        if (heat > cool)
            body.Fail("coolSetpoint", "must not be below heatSetpoint");
        return (CommandKind.PermanentHold, new CommandArgument { ThermostatMode = mode, HeatSetpoint = heat, CoolSetpoint = cool });
    }
}
