namespace OrleansFlex.Contracts.Catalog;

/// <summary>
/// What lists and wake-ups need to know of an entity without activating its grain. It is a projection of the grain's
/// state, written in the same transaction as that state.
/// </summary>
/// <param name="Client">The tenant.</param>
/// <param name="Kind">One of <see cref="CatalogKinds"/>.</param>
/// <param name="Id">The entity's id.</param>
/// <param name="CreatedAtMs">When the entity was made; lists are newest first.</param>
public sealed record CatalogEntry(string Client, string Kind, string Id, long CreatedAtMs)
{
    /// <summary>The user it belongs to.</summary>
    public string? UserId { get; init; }

    /// <summary>The location it is at.</summary>
    public string? LocationId { get; init; }

    /// <summary>The bidding zone it counts in.</summary>
    public string? Zone { get; init; }

    /// <summary>The area within the zone.</summary>
    public string? Area { get; init; }

    /// <summary>The device type, for devices.</summary>
    public string? Type { get; init; }

    /// <summary>The household types at a location, as flags.</summary>
    public int Composition { get; init; }

    /// <summary>The number of assets at a location.</summary>
    public int AssetCount { get; init; }

    /// <summary>For devices: a command is pending, so that the grain must be woken after a restart.</summary>
    public bool IsPending { get; init; }
}
