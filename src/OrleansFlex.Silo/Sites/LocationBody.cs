using OrleansFlex.Contracts.Sites;
using OrleansFlex.Contracts.Wire;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Sites;

/// <summary>A location on the wire.</summary>
public sealed record LocationBody(
    Guid Id, string UserId, string Name, double Latitude, double Longitude, string TimezoneName, DateTimeOffset CreatedAt, string? Zone, string? Area)
{
    public static LocationBody Of(Location location) => new(
        location.Id, location.UserId, location.Name, location.Latitude, location.Longitude,
        location.TimezoneName, Wire.Instant(location.CreatedAtMs), location.Zone, location.Area);
}
