using System.Collections.Immutable;

namespace OrleansFlex.Contracts.Sites;

/// <summary>A user of a tenant: exists from its first location, device or link.</summary>
[Alias("user")]
public interface IUserGrain : IGrainWithStringKey
{
    /// <summary>The user, or null where it does not exist.</summary>
    [Alias("get"), ReadOnly]
    Task<User?> Get();

    /// <summary>The user's locations with their coordinates, for finding where a vehicle is; also while the user waits for that vehicle.</summary>
    [Alias("places"), AlwaysInterleave]
    Task<ImmutableArray<Place>> GetPlaces();

    /// <summary>Makes the user exist, though nothing is linked yet.</summary>
    [Alias("join")]
    Task Join();

    /// <summary>Adds or moves one of the user's locations.</summary>
    [Alias("put-place")]
    Task PutPlace(Place place);

    /// <summary>Forgets one of the user's locations.</summary>
    [Alias("remove-place"), AlwaysInterleave]
    Task RemovePlace(Guid locationId);

    /// <summary>Adds one of the user's devices.</summary>
    [Alias("add-device")]
    Task AddDevice(LinkedDevice device);

    /// <summary>Forgets one of the user's devices.</summary>
    [Alias("remove-device"), AlwaysInterleave]
    Task RemoveDevice(Guid deviceId);

    /// <summary>Notes a policy on one of the user's vehicles.</summary>
    [Alias("add-policy")]
    Task AddPolicy(Guid policyId);

    /// <summary>Forgets a policy.</summary>
    [Alias("remove-policy"), AlwaysInterleave]
    Task RemovePolicy(Guid policyId);

    /// <summary>Removes the user and all that is the user's: policies, devices, locations. False where there is no such user.</summary>
    [Alias("delete")]
    Task<bool> Delete();
}

/// <summary>A user as the API shows it.</summary>
[GenerateSerializer, Immutable, Alias("user-view")]
public sealed record User
{
    [Id(0)] public required string Id { get; init; }
    [Id(1)] public required long CreatedAtMs { get; init; }
    [Id(2)] public required ImmutableArray<LinkedDevice> Devices { get; init; }
}

/// <summary>A device of a user.</summary>
[GenerateSerializer, Immutable, Alias("linked-device")]
public sealed record LinkedDevice([property: Id(0)] Guid Id, [property: Id(1)] string Vendor, [property: Id(2)] string Type)
{
    /// <summary>The scopes with which it was linked; null for all of its type, which are the usual ones.</summary>
    [Id(3)] public ImmutableArray<string>? Scopes { get; init; }
}

/// <summary>A location's coordinates, in degrees.</summary>
[GenerateSerializer, Immutable, Alias("place")]
public sealed record Place([property: Id(0)] Guid LocationId, [property: Id(1)] double Latitude, [property: Id(2)] double Longitude);
