using System.Collections.Immutable;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Assets;

/// <summary>What an HVAC unit can be set to, among its capabilities in requests and on the wire.</summary>
internal static class ThermostatFields
{
    private const string Modes = "capableModes", Cool = "coolSetpointRange", Heat = "heatSetpointRange", Difference = "setpointDifferenceRange";

    // Between these, set points can be asked for at all.
    private const double Coldest = 5, Warmest = 35;

    /// <summary>Whether a capability is one of these and so has no <c>isCapable</c>.</summary>
    public static bool Has(string name) => name is Modes or Cool or Heat or Difference;

    /// <summary>Reads them; null where none is told.</summary>
    public static ThermostatLimits? Read(JsonFields capabilities)
    {
        var limits = new ThermostatLimits
        {
            Modes = capabilities.OptionalStringSet(Modes, "HEAT", "COOL", "AUTO", "OFF") is { } modes ? modes.ToImmutableArray() : null,
            Cool = Range(capabilities, Cool, Coldest, Warmest),
            Heat = Range(capabilities, Heat, Coldest, Warmest),
            Difference = Range(capabilities, Difference, 0, Warmest - Coldest),
        };
        return limits is { Modes: null, Cool: null, Heat: null, Difference: null } ? null : limits;
    }

    /// <summary>Adds them as they are shown: null where they are not known.</summary>
    public static void AddTo(Dictionary<string, object?> capabilities, ThermostatLimits? limits)
    {
        capabilities[Modes] = limits?.Modes;
        capabilities[Cool] = Shown(limits?.Cool);
        capabilities[Heat] = Shown(limits?.Heat);
        capabilities[Difference] = Shown(limits?.Difference);
    }

    private static object? Shown(SetpointRange? range) => range is null ? null : new { range.Min, range.Max };

    private static SetpointRange? Range(JsonFields capabilities, string name, double least, double most)
    {
        if (capabilities.OptionalObject(name) is not { } range)
            return null;
        var faults = range.FaultCount;
        var (min, max) = (range.Number("min", least, most), range.Number("max", least, most));
        if (range.FaultCount == faults && min > max)
            range.Fail("max", "must not be below min");
        return new SetpointRange(min, max);
    }
}
