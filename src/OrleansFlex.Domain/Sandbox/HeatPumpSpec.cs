namespace OrleansFlex.Domain.Sandbox;

/// <summary>A heat pump and the house it heats: one thermal resistance, one heat capacity.</summary>
/// <param name="MaxPowerKw">Highest electric power, kW.</param>
/// <param name="ResistanceKPerKw">Temperature difference that one kW of heat sustains, K/kW.</param>
/// <param name="CapacityKwhPerK">Heat that warms the house by one degree, kWh/K.</param>
/// <param name="DaySetpointC">Wanted temperature from 06:30 to 22:30 local, °C.</param>
/// <param name="NightSetpointC">Wanted temperature otherwise, °C.</param>
public sealed record HeatPumpSpec(
    double MaxPowerKw, double ResistanceKPerKw, double CapacityKwhPerK, double DaySetpointC, double NightSetpointC);
