namespace OrleansFlex.Domain.Simulations;

/// <summary>How large one simulation may be.</summary>
public static class SimulationLimits
{
    /// <summary>Local days.</summary>
    public const int Days = 1_100;

    /// <summary>Descriptions of vehicles.</summary>
    public const int Vehicles = 1_000;

    /// <summary>Vehicles that one description stands for.</summary>
    public const int Count = 10_000;

    /// <summary>Sessions.</summary>
    public const int Sessions = 50_000;

    /// <summary>Plans: two for each stay, as planned and at once.</summary>
    public const int Plans = 2_000_000;

    /// <summary>Inline prices: one for each quarter of an hour of all days, and some.</summary>
    public const int Prices = 110_000;

    /// <summary>The longest stay, which is how far a plan reaches.</summary>
    public const int StayDays = Charging.ChargingPlanner.HorizonDays;
}
