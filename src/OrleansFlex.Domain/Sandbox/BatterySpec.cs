namespace OrleansFlex.Domain.Sandbox;

/// <summary>A simulated stationary battery.</summary>
/// <param name="CapacityKwh">Usable capacity, kWh.</param>
/// <param name="MaxChargeKw">Highest charging power at the wall, kW.</param>
/// <param name="MaxDischargeKw">Highest discharging power at the wall, kW.</param>
/// <param name="Efficiency">Stored per drawn energy, and given per stored energy, 0–1.</param>
/// <param name="ReserveLevel">Level below which it does not discharge, percent.</param>
public sealed record BatterySpec(
    double CapacityKwh, double MaxChargeKw, double MaxDischargeKw, double Efficiency, double ReserveLevel);
