using System.ComponentModel.DataAnnotations;

namespace OrleansFlex.Silo.Options;

/// <summary>How charging is planned.</summary>
public sealed record ChargingOptions
{
    /// <summary>What one start of charging costs in the plan, currency units. Default 0.01; 0 allows any number of starts.</summary>
    [Range(0, 1000)]
    public decimal StartCost { get; init; } = 0.01m;

    /// <summary>Shortest charging block, minutes. Default 15; 0 allows any length.</summary>
    [Range(0, 720)]
    public int MinimumBlockMinutes { get; init; } = 15;

    /// <summary>How long before the driver's deadline a plan is done, minutes. Default 10.</summary>
    [Range(0, 720)]
    public int MarginMinutes { get; init; } = 10;
}
