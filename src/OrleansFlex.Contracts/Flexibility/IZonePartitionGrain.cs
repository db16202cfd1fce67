using System.Collections.Immutable;
using OrleansFlex.Contracts.Sites;
using OrleansFlex.Domain.Flexibility;

namespace OrleansFlex.Contracts.Flexibility;

/// <summary>
/// A part of a zone's households: holds the last contribution of each member and running integer sums. A site is
/// always in the same partition, found by <see cref="ZonePartitions"/>.
/// </summary>
[Alias("zone-partition")]
public interface IZonePartitionGrain : IGrainWithStringKey
{
    /// <summary>Adds or replaces households.</summary>
    [Alias("put-households")]
    Task PutHouseholds(ImmutableArray<SiteSettings> households);

    /// <summary>Removes a household and its members.</summary>
    [Alias("remove-household")]
    Task RemoveHousehold(Guid siteId);

    /// <summary>Makes members known, so that they are asked to contribute.</summary>
    [Alias("put-members")]
    Task PutMembers(ImmutableArray<ShapeMember> members);

    /// <summary>Replaces a member's contribution. The envelope is copied before the call returns.</summary>
    [Alias("contribute")]
    Task Contribute([Immutable] Contribution contribution);

    /// <summary>Removes a member.</summary>
    [Alias("remove-member")]
    Task RemoveMember(Guid siteId, Guid memberId, long version);

    /// <summary>Asks the members in an area, or all, to contribute anew and returns when they have.</summary>
    [Alias("refresh"), ResponseTimeout("00:10:00")]
    Task Refresh(RefreshRequest request);

    /// <summary>Asks for a refresh without waiting for it.</summary>
    [Alias("refresh-soon"), OneWay]
    Task RefreshSoon(RefreshRequest request);

    /// <summary>One snapshot of the running sums.</summary>
    [Alias("snapshot")]
    Task<PartitionSums> Snapshot();

    /// <summary>Moves the horizon so that it begins with this chunk.</summary>
    [Alias("roll")]
    Task Roll(long firstChunk);

    /// <summary>A command that steers one of a household's devices has taken effect in time, or has not.</summary>
    /// <param name="siteId">The household.</param>
    /// <param name="atMs">When the command was sent, Unix milliseconds.</param>
    /// <param name="isConfirmed">Whether it took effect in time.</param>
    [Alias("control-settled"), OneWay]
    Task ControlSettled(Guid siteId, long atMs, bool isConfirmed);

    /// <summary>Forgets everything.</summary>
    [Alias("drop")]
    Task Drop();
}

/// <summary>Which grain answers for a member.</summary>
public enum ShapeMemberKind : byte
{
    /// <summary>A vehicle policy.</summary>
    Policy,

    /// <summary>An asset that no policy drives.</summary>
    Asset,
}

/// <summary>A member of a zone's shape.</summary>
[GenerateSerializer, Immutable, Alias("shape-member")]
public readonly record struct ShapeMember(
    [property: Id(0)] Guid SiteId,
    [property: Id(1)] Guid MemberId,
    [property: Id(2)] ShapeMemberKind Kind);

/// <summary>A member's whole envelope. A rising version makes lost, repeated and reordered messages harmless.</summary>
[GenerateSerializer, Immutable, Alias("contribution")]
public sealed record Contribution
{
    [Id(0)] public required Guid SiteId { get; init; }
    [Id(1)] public required Guid MemberId { get; init; }
    [Id(2)] public required ShapeMemberKind Kind { get; init; }
    [Id(3)] public required long Version { get; init; }

    /// <summary>The first chunk, counted in chunks since the Unix epoch.</summary>
    [Id(4)] public required long FirstChunk { get; init; }

    /// <summary>Expected, minimum, maximum and standard deviation in watts, each series <see cref="Length"/> long, one after the other.</summary>
    [Id(5)] public required int[] Watts { get; init; }

    /// <summary>The number of chunks in each series.</summary>
    [Id(6)] public required int Length { get; init; }

    /// <summary>Whether the member can be steered now.</summary>
    [Id(7)] public bool IsReachable { get; init; }

    /// <summary>What the member's cable is to the household: none, a vehicle's that is plugged in, or a charger's.</summary>
    [Id(8)] public CableEnd Cable { get; init; }

    /// <summary>The charger that a plugged-in vehicle says it is plugged into; null where it says none that is a device's id.</summary>
    [Id(9)] public Guid? ChargerId { get; init; }
}

/// <summary>Asks members for their contributions.</summary>
/// <param name="Area">The area whose prices changed, or null for all.</param>
/// <param name="Revision">The least revision of the area's prices to plan on: 0 for any, <see cref="Latest"/> for what is stored now.</param>
[GenerateSerializer, Immutable, Alias("refresh-request")]
public sealed record RefreshRequest([property: Id(0)] string? Area, [property: Id(1)] long Revision)
{
    /// <summary>Stands for whichever revision is stored when the member plans.</summary>
    public const long Latest = long.MaxValue;

    /// <summary>True where the zone is about to close: its members are no longer driven.</summary>
    [Id(2)] public bool IsClosing { get; init; }

    /// <summary>The least revision of the area's weather to plan on. Above 0 only those are asked whose plans count on the sun.</summary>
    [Id(3)] public long WeatherRevision { get; init; }

    /// <summary>Asks the members in an area whose plans count on the sun.</summary>
    public static RefreshRequest OfWeather(string area, long revision) => new(area, 0) { WeatherRevision = revision };
    /// <summary>True where a tariff changed, which says nothing of the zone.</summary>
    [Id(4)] public bool IsOfTariff { get; init; }
}
