using System.Collections.Immutable;

namespace OrleansFlex.Contracts.Assets;

/// <summary>What an HVAC unit can be set to, as told when it was linked. What is null is not known, and not checked.</summary>
[GenerateSerializer, Immutable, Alias("thermostat-limits")]
public sealed record ThermostatLimits
{
    /// <summary>The modes it has, of HEAT, COOL, AUTO and OFF.</summary>
    [Id(0)] public ImmutableArray<string>? Modes { get; init; }

    /// <summary>The set points for cooling, °C.</summary>
    [Id(1)] public SetpointRange? Cool { get; init; }

    /// <summary>The set points for heating, °C.</summary>
    [Id(2)] public SetpointRange? Heat { get; init; }

    /// <summary>How far the set point for cooling may be above that for heating in AUTO, K.</summary>
    [Id(3)] public SetpointRange? Difference { get; init; }
}

/// <summary>Temperatures from one to another, both included.</summary>
[GenerateSerializer, Immutable, Alias("setpoint-range")]
public sealed record SetpointRange([property: Id(0)] double Min, [property: Id(1)] double Max)
{
    /// <summary>Whether a value lies within.</summary>
    public bool Contains(double value) => value >= Min && value <= Max;
}
