namespace OrleansFlex.Domain.Flexibility;

/// <summary>An active zone. A zone that is not active has no state.</summary>
/// <param name="ZoneId">The market bidding zone, chosen by the caller.</param>
/// <param name="Currency">ISO 4217 code that price signals and tariffs must match.</param>
/// <param name="CreatedAt">When it was activated.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
public sealed record ZoneState(string ZoneId, string Currency, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
