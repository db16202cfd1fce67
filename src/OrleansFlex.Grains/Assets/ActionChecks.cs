using System.Globalization;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Commands;
using OrleansFlex.Domain.Commands;

namespace OrleansFlex.Grains.Assets;

/// <summary>When a device cannot be asked to do something.</summary>
internal static class ActionChecks
{
    /// <summary>Why a request is refused, or null.</summary>
    /// <param name="state">The device.</param>
    /// <param name="request">What it is asked to do.</param>
    /// <param name="feedsVehicleUnderPolicy">Whether a vehicle under a policy is plugged into it.</param>
    public static Refusal? Of(AssetState state, RequestAction request, bool feedsVehicleUnderPolicy)
    {
        var device = state.Device!;
        if (!device.IsControllable)
            return new Refusal("action.no_control_scope", $"The device was linked without the scope {Scopes.Control(device.Type)}.");
        if (!state.Policies.IsEmpty)
            return new Refusal("action.controlled", "A charging policy controls the device; set an override instead.");
        if (feedsVehicleUnderPolicy)
            return new Refusal("action.controlled", "A charging policy controls the vehicle that is plugged into the charger; set an override instead.");
        if (device.Incapable.Contains(Capability(request.Kind, request.Argument)))
            return new Refusal("action.incapable", $"The device is not capable of {Capability(request.Kind, request.Argument)}.");
        if (request.Kind == CommandKind.PermanentHold && device.Information?.Thermostat is { } limits && Beyond(limits, request.Argument!) is { } beyond)
            return beyond;
        // A command to the contrary that is under way may still change what is seen now.
        if (state.Intent is { IsUnderWay: true })
            return null;
        if (AssetIntents.Sight(device).Fulfils(request.Kind))
            return new Refusal("action.unnecessary", request.Kind == CommandKind.Start ? "The device is charging already." : "The device is not charging.");
        return request.Kind == CommandKind.Start && device.Reading is { BatteryLevel: { } level } reading && level >= (reading.ChargeLimit ?? 100)
            ? new Refusal("action.unnecessary", "The battery is charged up to its limit.")
            : null;
    }

    private static Refusal? Beyond(ThermostatLimits limits, CommandArgument wish)
    {
        if (limits.Modes is { } modes && !modes.Contains(wish.ThermostatMode!))
            return Refusal.At("action.incapable", "mode", $"The device is capable of {string.Join(", ", modes)} only.");
        return Outside("heatSetpoint", wish.HeatSetpoint, limits.Heat)
            ?? Outside("coolSetpoint", wish.CoolSetpoint, limits.Cool)
            ?? (wish.ThermostatMode == "AUTO" ? Outside("coolSetpoint", wish.CoolSetpoint - wish.HeatSetpoint, limits.Difference, "above heatSetpoint by ") : null);
    }

    private static Refusal? Outside(string name, double? value, SetpointRange? range, string how = "") =>
        value is { } known && range is not null && !range.Contains(known)
            ? Refusal.At("action.incapable", name, string.Create(CultureInfo.InvariantCulture, $"The device needs {name} to be {how}{range.Min} to {range.Max} degrees."))
            : null;

    private static string Capability(CommandKind kind, CommandArgument? argument) => kind switch
    {
        CommandKind.Start => "startCharging",
        CommandKind.Stop => "stopCharging",
        CommandKind.MaxCurrent => "setMaxCurrent",
        CommandKind.PermanentHold => "setPermanentHold",
        CommandKind.FollowSchedule => "setFollowSchedule",
        _ => argument?.OperationMode switch
        {
            "IMPORT_FOCUS" => "importFocus",
            "EXPORT_FOCUS" => "exportFocus",
            "TIME_OF_USE" => "timeOfUse",
            "SELF_RELIANCE" => "selfReliance",
            _ => "idle",
        },
    };
}
