namespace OrleansFlex.Domain.Forecasting;

/// <summary>A ready-by instant of a car's schedule.</summary>
/// <param name="AtMs">Unix ms.</param>
/// <param name="Target">Level wanted then, percent.</param>
public readonly record struct ForecastDeadline(long AtMs, double Target);
