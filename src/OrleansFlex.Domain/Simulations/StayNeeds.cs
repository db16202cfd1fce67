namespace OrleansFlex.Domain.Simulations;

/// <summary>What a car brings to the cable and is to take away. Levels are percent of the capacity, powers kW at the wall.</summary>
/// <param name="MaxPowerKw">Charging power.</param>
/// <param name="CapacityKwh">Usable capacity of the battery.</param>
/// <param name="LevelPercent">Level on arrival.</param>
/// <param name="TargetPercent">Level to have by the departure; more than the charge limit counts as the limit.</param>
public sealed record StayNeeds(double MaxPowerKw, double CapacityKwh, double LevelPercent, double TargetPercent)
{
    /// <summary>The least power at which the car charges.</summary>
    public double MinPowerKw { get; init; }

    /// <summary>Share of the energy bought that reaches the battery.</summary>
    public double Efficiency { get; init; } = 0.9;

    /// <summary>Level that is charged to at once, whatever the price.</summary>
    public double ReservePercent { get; init; }

    /// <summary>Level beyond which the car does not charge, also where energy earns money.</summary>
    public double ChargeLimitPercent { get; init; } = 100;

    /// <summary>What charging at once goes for: the target or the reserve, within the charge limit.</summary>
    internal double GoalPercent => Math.Min(Math.Max(ReservePercent, TargetPercent), ChargeLimitPercent);

    /// <summary>An amount of energy at the wall, no more and no less.</summary>
    public static StayNeeds OfEnergy(double kwh, double maxPowerKw) => new(maxPowerKw, kwh, 0, 100) { Efficiency = 1 };
}
