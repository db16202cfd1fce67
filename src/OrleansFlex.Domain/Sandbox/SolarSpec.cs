namespace OrleansFlex.Domain.Sandbox;

/// <summary>Simulated solar panels.</summary>
/// <param name="PeakKw">Power in full sun, kW.</param>
/// <param name="TiltDegrees">0 flat, 90 upright.</param>
/// <param name="AzimuthDegrees">Clockwise from north; 180 faces south.</param>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
public sealed record SolarSpec(double PeakKw, double TiltDegrees, double AzimuthDegrees, double Latitude, double Longitude);
