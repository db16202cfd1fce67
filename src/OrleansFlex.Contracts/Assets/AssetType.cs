using OrleansFlex.Domain.Flexibility;

namespace OrleansFlex.Contracts.Assets;

/// <summary>The six types of devices.</summary>
public enum AssetType : byte
{
    Vehicle,
    Charger,
    Battery,
    Hvac,
    Inverter,
    Meter,
}

/// <summary>Names and meanings of device types.</summary>
public static class AssetTypes
{
    private static readonly string[] Names = ["vehicle", "charger", "battery", "hvac", "inverter", "meter"];

    /// <summary>All wire names, in the order of <see cref="AssetType"/>.</summary>
    public static IReadOnlyList<string> All => Names;

    /// <summary>The name on the wire.</summary>
    public static string Name(this AssetType type) => Names[(int)type];

    /// <summary>Reads a name from the wire.</summary>
    public static bool TryParse(string name, out AssetType type)
    {
        var index = Array.IndexOf(Names, name);
        type = (AssetType)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>True where devices of the type have a load that can be steered; the others count for composition only.</summary>
    public static bool Contributes(this AssetType type) => type is not (AssetType.Inverter or AssetType.Meter);

    /// <summary>What a device adds to the composition of its household; an inverter makes it a solar household.</summary>
    public static HouseholdTypes Household(this AssetType type) => type switch
    {
        AssetType.Vehicle => HouseholdTypes.Vehicle,
        AssetType.Charger => HouseholdTypes.Charger,
        AssetType.Battery => HouseholdTypes.Battery,
        AssetType.Hvac => HouseholdTypes.Hvac,
        AssetType.Inverter => HouseholdTypes.Solar,
        _ => HouseholdTypes.Meter,
    };
}
