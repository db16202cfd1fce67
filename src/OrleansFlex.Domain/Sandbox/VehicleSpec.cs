namespace OrleansFlex.Domain.Sandbox;

/// <summary>What a simulated car is and how it is used.</summary>
/// <param name="Seed">Key of the car's habits.</param>
/// <param name="Curve">Battery and charging power.</param>
/// <param name="MinPowerKw">Lowest power at which it charges, kW.</param>
/// <param name="ChargeLimit">Level at which charging stops, percent.</param>
/// <param name="Habits">When and how far it drives.</param>
public sealed record VehicleSpec(ulong Seed, ChargeCurve Curve, double MinPowerKw, double ChargeLimit, VehicleHabits Habits);
