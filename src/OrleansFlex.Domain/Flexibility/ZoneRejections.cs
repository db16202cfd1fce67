using System.Collections.Immutable;

namespace OrleansFlex.Domain.Flexibility;

/// <summary>No location is in the zone.</summary>
public sealed record ZoneHasNoLocations(string ZoneId) : Rejection(
    "zone.no_locations", $"Zone '{ZoneId}' cannot be activated: it has no locations.");

/// <summary>Some locations of the zone have no area.</summary>
/// <param name="ZoneId">The zone.</param>
/// <param name="Count">How many.</param>
/// <param name="Locations">Which: all, or the first ones of many.</param>
public sealed record ZoneLocationsWithoutArea(string ZoneId, int Count, ImmutableArray<string> Locations) : Rejection(
    "zone.locations_without_area",
    $"Zone '{ZoneId}' cannot be activated: {Count} location(s) have no area: {string.Join(", ", Locations)}{(Count > Locations.Length ? ", …" : "")}.")
{
    /// <inheritdoc/>
    public bool Equals(ZoneLocationsWithoutArea? other) =>
        other is not null && ZoneId == other.ZoneId && Count == other.Count && Locations.AsSpan().SequenceEqual(other.Locations.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ZoneId, Count);
}

/// <summary>The zone is active already.</summary>
public sealed record ZoneAlreadyActive(string ZoneId) : Rejection("zone.already_active", $"Zone '{ZoneId}' is already active.");

/// <summary>The zone is unknown or not active.</summary>
public sealed record ZoneNotActive(string ZoneId) : Rejection("zone.not_active", $"Zone '{ZoneId}' is not active.");

/// <summary>A currency that is not a code of three capital letters.</summary>
public sealed record CurrencyInvalid(string? Currency) : Rejection(
    "currency.invalid", "The currency must be an ISO 4217 code of three capital letters, such as EUR.")
{
    /// <inheritdoc/>
    public override string Path => "currency";
}

/// <summary>A currency other than the zone's.</summary>
public sealed record CurrencyMismatch(string Given, string Expected) : Rejection(
    "currency.mismatch", $"The currency {Given} does not match the zone's currency {Expected}.")
{
    /// <inheritdoc/>
    public override string Path => "currency";
}
