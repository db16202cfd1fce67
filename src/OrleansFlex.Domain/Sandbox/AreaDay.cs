namespace OrleansFlex.Domain.Sandbox;

/// <summary>What all households of an area share on one local day: weather, and what moves people together.</summary>
/// <param name="MeanTemperatureC">Mean outdoor temperature of the day, °C.</param>
/// <param name="CloudByHour">Cloud cover 0–1 at each full local hour, 25 values so that the last hour interpolates.</param>
/// <param name="StayHomeFactor">Multiplies the odds of staying at home; about 1, several times that on a holiday.</param>
/// <param name="ArrivalShiftMinutes">Shift of everyone's return (traffic, weather), minutes.</param>
/// <param name="DistanceFactor">Multiplies the distances driven.</param>
public sealed record AreaDay(
    double MeanTemperatureC,
    IReadOnlyList<double> CloudByHour,
    double StayHomeFactor,
    double ArrivalShiftMinutes,
    double DistanceFactor);
