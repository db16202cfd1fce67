namespace OrleansFlex.Domain.Sandbox;

/// <summary>One local day of a simulated car.</summary>
/// <param name="Drives">False when the car stays at home all day.</param>
/// <param name="DepartMs">When it leaves home, Unix ms.</param>
/// <param name="ArriveMs">When it is back, Unix ms; the same local day.</param>
/// <param name="TripKwh">Battery energy the trip uses, kWh.</param>
/// <param name="PlugDraw">Uniform in [0, 1): the driver plugs in when it is below the odds at the level on arrival.</param>
public readonly record struct VehicleDay(bool Drives, long DepartMs, long ArriveMs, double TripKwh, double PlugDraw);
