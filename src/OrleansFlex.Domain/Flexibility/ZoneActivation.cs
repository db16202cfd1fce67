namespace OrleansFlex.Domain.Flexibility;

/// <summary>Decides whether a zone may be switched on or off. A zone that is not active is null.</summary>
public static class ZoneActivation
{
    /// <summary>How many locations without an area a refusal names.</summary>
    public const int NamedLocations = 10;

    /// <summary>
    /// Activates: the currency must have the shape of an ISO 4217 code, the zone must be inactive, have at least one
    /// location, and every location must have an area.
    /// </summary>
    public static Decision<ZoneState> Activate(ZoneState? current, string zoneId, string? currency, ZoneCensus census, DateTimeOffset now)
    {
        if (!IsCurrency(currency))
            return new CurrencyInvalid(currency);
        if (current is not null)
            return new ZoneAlreadyActive(zoneId);
        if (census.LocationCount == 0)
            return new ZoneHasNoLocations(zoneId);
        if (census.WithoutAreaCount > 0)
            return new ZoneLocationsWithoutArea(zoneId, census.WithoutAreaCount, [.. census.WithoutArea.Take(NamedLocations)]);
        return new ZoneState(zoneId, currency, now, now);
    }

    /// <summary>Deactivates: answers the state that ends. The caller drops price signals and shape.</summary>
    public static Decision<ZoneState> Deactivate(ZoneState? current, string zoneId) =>
        current is null ? new ZoneNotActive(zoneId) : current;

    /// <summary>Whether a price signal in this currency may be pushed to the zone; the accepted value is the zone.</summary>
    public static Decision<ZoneState> AcceptCurrency(ZoneState? current, string zoneId, string? currency)
    {
        if (current is null)
            return new ZoneNotActive(zoneId);
        if (!IsCurrency(currency))
            return new CurrencyInvalid(currency);
        return currency == current.Currency ? current : new CurrencyMismatch(currency, current.Currency);
    }

    /// <summary>Whether the text has the shape of an ISO 4217 alphabetic code.</summary>
    public static bool IsCurrency([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] string? currency) =>
        currency is { Length: 3 } && !currency.AsSpan().ContainsAnyExceptInRange('A', 'Z');
}
