namespace OrleansFlex.Domain.Flexibility;

/// <summary>
/// What a household has, as a set: the composition that segments select by. A type is in the set when the site has at
/// least one such asset; <see cref="Solar"/> stands for an inverter or a solar configuration.
/// </summary>
[Flags]
public enum HouseholdTypes
{
    /// <summary>A household without any known asset.</summary>
    None = 0,

    /// <summary>An electric vehicle.</summary>
    Vehicle = 1,

    /// <summary>A charge point.</summary>
    Charger = 2,

    /// <summary>A stationary battery.</summary>
    Battery = 4,

    /// <summary>A heat pump or another heating or cooling unit.</summary>
    Hvac = 8,

    /// <summary>An inverter or a solar configuration.</summary>
    Solar = 16,

    /// <summary>A meter.</summary>
    Meter = 32,

    /// <summary>Every type there is.</summary>
    All = Vehicle | Charger | Battery | Hvac | Solar | Meter,
}
