using OrleansFlex.Domain.Pricing;

namespace OrleansFlex.Domain.Charging;

/// <summary>
/// Everything that a charging plan depends on. Levels are percent of the usable battery capacity, powers kW at the wall,
/// instants Unix milliseconds. Values are expected to be finite; a request that makes no sense gets an empty plan.
/// </summary>
public readonly record struct ChargingRequest
{
    private static readonly PriceCurve Free = PriceCurve.Flat(0);

    /// <summary>Creates a request in which every field has its default.</summary>
    public ChargingRequest()
    {
    }

    /// <summary>The instant at which the plan starts; the car is plugged in.</summary>
    public long NowMs { get; init; }

    /// <summary>The battery's level now, 0–100.</summary>
    public double LevelPercent { get; init; }

    /// <summary>Usable capacity of the battery in kWh.</summary>
    public double CapacityKwh { get; init; }

    /// <summary>The level at which the car stops by itself, 0–100.</summary>
    public double ChargeLimitPercent { get; init; } = 100;

    /// <summary>Share of the energy bought that reaches the battery, above 0 and at most 1.</summary>
    public double Efficiency { get; init; } = 0.9;

    /// <summary>Charging power in kW.</summary>
    public double MaxPowerKw { get; init; }

    /// <summary>The least power at which the device charges at all, in kW.</summary>
    public double MinPowerKw { get; init; }

    /// <summary>The least power that may be set to follow the sun, kW; <see cref="MinPowerKw"/> counts where it is more.</summary>
    public double LeastFollowedKw { get; init; }

    /// <summary>Whether power falls linearly above a level of 80 %, to 20 % of the maximum at 100 %.</summary>
    public bool Tapers { get; init; }

    /// <summary>Level that is charged to at once, whatever the price, 0–100.</summary>
    public double ReservePercent { get; init; }

    /// <summary>Level that is to be reached by <see cref="ReadyByMs"/>, 0–100; more than the limit counts as the limit.</summary>
    public double TargetPercent { get; init; }

    /// <summary>The driver's deadline, before the margin is taken off.</summary>
    public long ReadyByMs { get; init; }

    /// <summary>Target of a running immediate override, if there is one.</summary>
    public double? ImmediateTargetPercent { get; init; }

    /// <summary>Whether charging to <see cref="ImmediateTargetPercent"/> was started by hand and is no override; only named in the blocks.</summary>
    public bool IsStartedByHand { get; init; }

    /// <summary>Whether target or deadline come from an upcoming override; only named in the blocks.</summary>
    public bool UpcomingOverride { get; init; }

    /// <summary>Whether the device can only be switched on and off.</summary>
    public bool OnOffOnly { get; init; }

    /// <summary>Since when the car has been charging without a break, if it is charging now.</summary>
    public long? RunningSinceMs { get; init; }

    /// <summary>Effective price of energy from the grid; covers the time to the deadline.</summary>
    public PriceCurve Prices { get; init; } = Free;

    /// <summary>Forecast solar surplus, if the house has solar panels.</summary>
    public SurplusCurve? Surplus { get; init; }

    /// <summary>What exported energy earns, which is what the car's use of surplus costs; nothing if absent.</summary>
    public PriceCurve? ExportPrices { get; init; }
}
