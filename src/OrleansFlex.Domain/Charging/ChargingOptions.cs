namespace OrleansFlex.Domain.Charging;

/// <summary>How plans are made (<c>charging.*</c> in the configuration).</summary>
public sealed record ChargingOptions
{
    /// <summary>What starting to charge counts in the comparison of plans, in currency units; 0 or more, default 0.01.</summary>
    public decimal StartCost { get; init; } = 0.01m;

    /// <summary>Least length of a block in minutes; 0 or more, default 15.</summary>
    public int MinimumBlockMinutes { get; init; } = 15;

    /// <summary>How long before the driver's deadline the car is to be ready, in minutes; 0 or more, default 10.</summary>
    public int MarginMinutes { get; init; } = 10;
}
