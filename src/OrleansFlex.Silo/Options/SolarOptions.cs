using System.ComponentModel.DataAnnotations;

namespace OrleansFlex.Silo.Options;

/// <summary>Solar forecasts.</summary>
public sealed record SolarOptions
{
    /// <summary>What a house uses whatever its car does, kW: the rest of its solar production is surplus. Default 0.3.</summary>
    [Range(0, 1000)]
    public double BaseLoadKw { get; init; } = 0.3;
}
