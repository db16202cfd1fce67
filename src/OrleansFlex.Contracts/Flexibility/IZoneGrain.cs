using System.Collections.Immutable;
using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Domain.Pricing;

namespace OrleansFlex.Contracts.Flexibility;

/// <summary>A bidding zone of a tenant: its activation, its areas' price signals and its flex shape.</summary>
[Alias("zone")]
public interface IZoneGrain : IGrainWithStringKey
{
    /// <summary>Activates the zone. Refused where it is active, has no location, or a location has no area.</summary>
    [Alias("activate")]
    Task<Outcome<Zone>> Activate(string currency);

    /// <summary>The zone, or null where it is not active.</summary>
    [Alias("get"), ReadOnly, AlwaysInterleave]
    Task<Zone?> Get();

    /// <summary>Deactivates the zone and drops its price signals and shape. False where it is not active.</summary>
    [Alias("deactivate")]
    Task<bool> Deactivate();

    /// <summary>The zone's areas, from its locations; null where it is not active.</summary>
    [Alias("areas")]
    Task<ImmutableArray<ZoneArea>?> GetAreas();

    /// <summary>Replaces the window from the first value to <paramref name="toMs"/> of the price signal of each of the areas.</summary>
    [Alias("push-prices")]
    Task<Outcome<Done>> PushPrices(ImmutableArray<string> areas, string currency, ImmutableArray<PriceSignalValue> values, long toMs);

    /// <summary>The latest shape as JSON, of all areas or some.</summary>
    /// <param name="areas">The areas to count, or null for all.</param>
    /// <param name="knownETag">The entity tag the caller has; the same one is answered without a body.</param>
    [Alias("shape"), AlwaysInterleave]
    Task<ShapeReply> GetShape(ImmutableArray<string>? areas, string? knownETag);

    /// <summary>The latest shape of one segment as JSON.</summary>
    [Alias("segment-shape"), AlwaysInterleave]
    Task<ShapeReply> GetSegmentShape(Guid segmentId, ImmutableArray<string>? areas, string? knownETag);

    /// <summary>The zone's health indicators as JSON.</summary>
    [Alias("status"), AlwaysInterleave]
    Task<ShapeReply> GetStatus();

    /// <summary>A partition's sums have changed.</summary>
    [Alias("partition-changed"), OneWay, AlwaysInterleave]
    Task PartitionChanged(int partition);

    /// <summary>A command that steers a device in a household of this composition has taken effect in time, or has not.</summary>
    [Alias("control-settled"), OneWay, AlwaysInterleave]
    Task ControlSettled(HouseholdTypes household, long atMs, bool isConfirmed);

    /// <summary>The tenant's segments have changed.</summary>
    [Alias("segments-changed"), AlwaysInterleave]
    Task SegmentsChanged(ImmutableArray<SegmentDefinition> segments);

    /// <summary>Wakes the zone after a restart, so that its members report.</summary>
    [Alias("wake"), OneWay, AlwaysInterleave]
    Task Wake();

    /// <summary>Stores what was learned of forecast errors, and the latest control actions.</summary>
    [Alias("save-learned")]
    Task SaveLearned();

    /// <summary>A partition has asked all its members to plan anew.</summary>
    [Alias("refreshed"), OneWay, AlwaysInterleave]
    Task Refreshed(RefreshRequest request);

    /// <summary>Composes what has changed now instead of at the next flush; a held clock asks for it at the end of an advance.</summary>
    [Alias("flush"), AlwaysInterleave]
    Task Flush();
}

/// <summary>An active zone.</summary>
[GenerateSerializer, Immutable, Alias("zone-view")]
public sealed record Zone(
    [property: Id(0)] string Id,
    [property: Id(1)] string Currency,
    [property: Id(2)] long CreatedAtMs,
    [property: Id(3)] long UpdatedAtMs);

/// <summary>An area of a zone.</summary>
[GenerateSerializer, Immutable, Alias("zone-area")]
public sealed record ZoneArea(
    [property: Id(0)] string AreaId,
    [property: Id(1)] int LocationCount,
    [property: Id(2)] bool HasPriceSignal);

/// <summary>How a zone answers a read of its shape.</summary>
public enum ShapeReplyState
{
    /// <summary>The body is there.</summary>
    Found,

    /// <summary>The caller has this revision already.</summary>
    NotModified,

    /// <summary>The zone is unknown or not active, or the segment is unknown.</summary>
    NotFound,

    /// <summary>The zone's members have not all reported since the start.</summary>
    WarmingUp,
}

/// <summary>A read of a zone's shape: a body that is shared by all readers of a revision.</summary>
[GenerateSerializer, Immutable, Alias("shape-reply")]
public sealed record ShapeReply(
    [property: Id(0)] ShapeReplyState State,
    [property: Id(1)] byte[]? Json = null,
    [property: Id(2)] string? ETag = null);
