using System.Collections.Immutable;

namespace OrleansFlex.Domain.Solar;

/// <summary>An array of solar panels that all face the same way.</summary>
/// <param name="CapacityKw">Peak capacity, kWp.</param>
/// <param name="AzimuthDegrees">Degrees clockwise from true north that the panels face; null: towards the equator.</param>
/// <param name="TiltDegrees">Degrees from the horizontal; null: as much as the latitude.</param>
public sealed record SolarArray(double CapacityKw, double? AzimuthDegrees, double? TiltDegrees)
{
    /// <summary>The largest array, kWp; beyond it is a mistake of units.</summary>
    public const double LargestKw = 1_000_000;

    /// <summary>The largest azimuth, degrees.</summary>
    public const double LargestAzimuth = 359;

    /// <summary>The largest tilt, degrees.</summary>
    public const double LargestTilt = 90;

    /// <summary>Checks an array.</summary>
    /// <returns>The array, or <c>solar_configuration.invalid</c> with every member that is out of range.</returns>
    public static Decision<SolarArray> Check(SolarArray array)
    {
        var issues = ImmutableArray.CreateBuilder<ValidationIssue>();
        if (!(array.CapacityKw > 0 && array.CapacityKw <= LargestKw))
            issues.Add(new ValidationIssue("capacity", "must be above 0 and at most 1000000"));
        if (array.AzimuthDegrees is not (null or (>= 0 and <= LargestAzimuth)))
            issues.Add(new ValidationIssue("azimuth", "must be between 0 and 359, or null"));
        if (array.TiltDegrees is not (null or (>= 0 and <= LargestTilt)))
            issues.Add(new ValidationIssue("tilt", "must be between 0 and 90, or null"));
        return issues.Count == 0 ? array : new InvalidInput("solar_configuration.invalid", issues.ToImmutable());
    }
}
