using OrleansFlex.Contracts.Assets;

namespace OrleansFlex.Silo.Assets;

/// <summary>What a device can do for the caller: what its type can, less what the device lacks and what the scopes exclude.</summary>
internal static class Capabilities
{
    private static readonly string[][] Readable =
    [
        ["information", "chargeState", "location", "odometer"],
        ["information", "chargeState"],
        ["information", "chargeState", "location"],
        ["information", "temperatureState", "thermostatState"],
        ["information", "productionState", "location"],
        ["information", "energyState", "location"],
    ];

    private static readonly string[][] Controllable =
    [
        ["setMaxCurrent", "startCharging", "stopCharging", "smartCharging"],
        ["startCharging", "stopCharging", "setMaxCurrent"],
        ["exportFocus", "importFocus", "timeOfUse", "selfReliance", "idle"],
        ["setFollowSchedule", "setPermanentHold"],
        [],
        [],
    ];

    public static Dictionary<string, object?> Of(Device device)
    {
        var capabilities = new Dictionary<string, object?>(8);
        foreach (var name in Readable[(int)device.Type])
            capabilities[name] = new CapabilityBody(!device.Incapable.Contains(name) && (name != "location" || HasLocation(device)), []);
        foreach (var name in Controllable[(int)device.Type])
            capabilities[name] = new CapabilityBody(!device.Incapable.Contains(name) && device.IsControllable, []);
        if (device.Type == AssetType.Hvac)
            ThermostatFields.AddTo(capabilities, device.Information?.Thermostat);
        return capabilities;
    }

    private static bool HasLocation(Device device) => Scopes.Location(device.Type) is not { } scope || device.Scopes.Contains(scope);
}

/// <summary>One capability on the wire.</summary>
public sealed record CapabilityBody(bool IsCapable, IReadOnlyList<string> InterventionIds);
