namespace OrleansFlex.Storage;

/// <summary>A settled session as lists find it.</summary>
/// <param name="Client">The tenant.</param>
/// <param name="Id">Its id, unique within the tenant.</param>
/// <param name="VehicleId">The vehicle.</param>
/// <param name="UserId">The user whose vehicle it is.</param>
/// <param name="PluggedInMs">First instant, Unix milliseconds; orders lists.</param>
/// <param name="PluggedOutMs">First instant after it.</param>
/// <param name="Json">The session itself; the owner leaves the bytes alone.</param>
public sealed record SessionRow(
    string Client, Guid Id, Guid VehicleId, string UserId, long PluggedInMs, long PluggedOutMs, ReadOnlyMemory<byte> Json)
{
    /// <summary>The policy that drove it, if one did.</summary>
    public Guid? PolicyId { get; init; }

    /// <summary>Where it was, if that is known.</summary>
    public Guid? LocationId { get; init; }

    /// <summary>Its place in lists.</summary>
    public SessionCursor Cursor => new(PluggedInMs, Id);
}

/// <summary>A place in a list of sessions. It stays valid when the row that it was taken from is deleted.</summary>
/// <param name="PluggedInMs">Start in Unix milliseconds.</param>
/// <param name="Id">Breaks ties, by the order of its digits.</param>
public readonly record struct SessionCursor(long PluggedInMs, Guid Id)
{
    /// <summary>Negative where this place is older than the other, positive where it is newer.</summary>
    internal int CompareTo(SessionCursor other) => PluggedInMs != other.PluggedInMs ? PluggedInMs.CompareTo(other.PluggedInMs) : Id.CompareTo(other.Id);
}
