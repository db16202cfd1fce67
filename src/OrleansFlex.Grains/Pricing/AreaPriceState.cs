using OrleansFlex.Contracts.Pricing;
using OrleansFlex.Domain.Pricing;

namespace OrleansFlex.Grains.Pricing;

/// <summary>What is stored of an area's price signal: its change points.</summary>
public sealed record AreaPriceState
{
    /// <summary>Counts the pushes; never falls.</summary>
    public long Revision { get; init; }

    /// <summary>Unix milliseconds of the change points.</summary>
    public long[] At { get; init; } = [];

    /// <summary>The price from each change point on; null opens a gap.</summary>
    public decimal?[] Price { get; init; } = [];

    /// <summary>The state that holds a timeline.</summary>
    public static AreaPriceState Of(long revision, PriceSignalTimeline timeline) => new()
    {
        Revision = revision,
        At = [.. timeline.Points.Select(point => point.AtMs)],
        Price = [.. timeline.Points.Select(point => point.Price)],
    };

    /// <summary>The signal, or null where nothing was pushed.</summary>
    public AreaSignal? ToSignal() => At.Length == 0
        ? null
        : new AreaSignal(Revision, PriceSignalTimeline.FromPoints(At.Zip(Price, (at, price) => (at, price))));
}
