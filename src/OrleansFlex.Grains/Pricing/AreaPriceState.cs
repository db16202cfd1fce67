using System.Collections.Immutable;
using OrleansFlex.Domain.Pricing;

namespace OrleansFlex.Grains.Pricing;

/// <summary>
/// What every push of an area's prices stores: the change points that may still change, in parallel, and where older ones are.
/// </summary>
public sealed record AreaPriceState
{
    /// <summary>Rises with every push, also across drops.</summary>
    public long Revision { get; init; }

    /// <summary>Unix milliseconds, rising; later than those of all segments.</summary>
    public long[] At { get; init; } = [];

    /// <summary>The price from each point on; null opens a gap.</summary>
    public decimal?[] Price { get; init; } = [];

    /// <summary>The segments that hold the older change points, in order of time.</summary>
    public ImmutableArray<PriceSegment> Segments { get; init; } = [];

    /// <summary>The number of the next segment; none is used twice.</summary>
    public int NextSegment { get; init; }

    /// <summary>The state of a divided history.</summary>
    public static AreaPriceState Of(long revision, PriceArchive.Division division) => new()
    {
        Revision = revision,
        At = [.. division.Recent.Select(point => point.AtMs)],
        Price = [.. division.Recent.Select(point => point.Price)],
        Segments = division.Segments,
        NextSegment = division.NextNumber,
    };
}
