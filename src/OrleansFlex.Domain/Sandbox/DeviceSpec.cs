namespace OrleansFlex.Domain.Sandbox;

/// <summary>A simulated device as it is linked to a user.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Brand">A neutral made-up brand.</param>
/// <param name="Model">A neutral made-up model.</param>
/// <param name="MaxPowerKw">Highest power, kW (production for solar; 0 for a meter).</param>
/// <param name="MinPowerKw">Lowest power when on, kW.</param>
/// <param name="CapacityKwh">Battery capacity, kWh; null without a battery.</param>
/// <param name="Efficiency">Charging efficiency, 0–1; null where it does not apply.</param>
/// <param name="MaxDischargeKw">Highest power given back, kW; null where it does not apply.</param>
public sealed record DeviceSpec(
    DeviceKind Kind,
    string Brand,
    string Model,
    double MaxPowerKw,
    double MinPowerKw = 0,
    double? CapacityKwh = null,
    double? Efficiency = null,
    double? MaxDischargeKw = null);
