namespace OrleansFlex.Domain.Forecasting;

/// <summary>What the forecast needs to know of a car now.</summary>
/// <param name="MaxPowerKw">Highest charging power at the wall, kW.</param>
/// <param name="CapacityKwh">Battery capacity, kWh.</param>
/// <param name="Efficiency">Stored per wall energy, 0–1.</param>
/// <param name="ChargeLimit">Level at which charging stops, percent.</param>
/// <param name="Reserve">Level that is charged at once on plugging in, percent.</param>
/// <param name="Level">Last known level, percent; NaN when unknown.</param>
/// <param name="Whereabouts">Where it is.</param>
/// <param name="Tapers">Whether its power falls above 80 %.</param>
public readonly record struct ForecastVehicle(
    double MaxPowerKw,
    double CapacityKwh,
    double Efficiency,
    double ChargeLimit,
    double Reserve,
    double Level,
    Whereabouts Whereabouts,
    bool Tapers = false);
