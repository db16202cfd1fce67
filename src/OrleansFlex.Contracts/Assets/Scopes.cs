using System.Collections.Immutable;

namespace OrleansFlex.Contracts.Assets;

/// <summary>Access scopes of devices, by type (seed 003, "Scopes").</summary>
public static class Scopes
{
    private static readonly ImmutableArray<string>[] ByType =
    [
        ["vehicle:read:data", "vehicle:read:location", "vehicle:control:charging"],
        ["charger:read:data", "charger:control:charging"],
        ["battery:read:data", "battery:read:location", "battery:control:operation_mode"],
        ["hvac:read:data", "hvac:control:mode"],
        ["inverter:read:data", "inverter:read:location"],
        ["meter:read:data", "meter:read:location"],
    ];

    /// <summary>All scopes of a type: the default of a link.</summary>
    public static ImmutableArray<string> Of(AssetType type) => ByType[(int)type];

    /// <summary>The same scopes as one array with all devices that have just the usual ones.</summary>
    public static ImmutableArray<string> Shared(ImmutableArray<string> scopes, AssetType type)
    {
        var usual = Of(type);
        return !scopes.IsDefault && scopes.AsSpan().SequenceEqual(usual.AsSpan()) ? usual : scopes;
    }

    /// <summary>The scope that lets the device be controlled, or null where there is none.</summary>
    public static string? Control(AssetType type) => ByType[(int)type].FirstOrDefault(scope => scope.Contains(":control:", StringComparison.Ordinal));

    /// <summary>The scope that lets the device's coordinates be read, or null where there is none.</summary>
    public static string? Location(AssetType type) => ByType[(int)type].FirstOrDefault(scope => scope.EndsWith(":read:location", StringComparison.Ordinal));
}
