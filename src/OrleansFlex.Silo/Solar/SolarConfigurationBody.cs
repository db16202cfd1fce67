using OrleansFlex.Contracts.Solar;
using OrleansFlex.Contracts.Wire;

namespace OrleansFlex.Silo.Solar;

/// <summary>A solar configuration on the wire.</summary>
public sealed record SolarConfigurationBody(
    double Capacity, double? Azimuth, double? Tilt, Guid Id, string UserId, Guid LocationId, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static SolarConfigurationBody Of(SolarConfiguration configuration) => new(
        configuration.Array.CapacityKw, configuration.Array.AzimuthDegrees, configuration.Array.TiltDegrees, configuration.Id, configuration.UserId,
        configuration.LocationId, Wire.Instant(configuration.CreatedAtMs), Wire.Instant(configuration.UpdatedAtMs));
}
