namespace OrleansFlex.Contracts.Sessions;

/// <summary>A settled session as lists find it.</summary>
/// <param name="Client">The tenant.</param>
/// <param name="Id">The session's id.</param>
/// <param name="PolicyId">The policy that drove it; null for an unmanaged session.</param>
/// <param name="VehicleId">The vehicle.</param>
/// <param name="LocationId">Where it was; null where that is unknown.</param>
/// <param name="PluggedInAtMs">First instant, Unix milliseconds.</param>
/// <param name="PluggedOutAtMs">First instant after it.</param>
/// <param name="Session">The session.</param>
public sealed record SessionRow(
    string Client, Guid Id, Guid? PolicyId, Guid VehicleId, Guid? LocationId, long PluggedInAtMs, long PluggedOutAtMs, ChargingSession Session);
