namespace OrleansFlex.Grains.Solar;

/// <summary>How surplus is forecast.</summary>
public sealed record SolarSettings
{
    /// <summary>What a house uses whatever its car does, kW.</summary>
    public double BaseLoadKw { get; init; } = 0.3;
}
