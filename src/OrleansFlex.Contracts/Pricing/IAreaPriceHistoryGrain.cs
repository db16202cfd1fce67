using System.Collections.Immutable;

namespace OrleansFlex.Contracts.Pricing;

/// <summary>A segment of an area's price history that no longer changes, kept apart from what every push writes.</summary>
[Alias("area-price-history")]
public interface IAreaPriceHistoryGrain : IGrainWithStringKey
{
    /// <summary>Stores the segment's change points.</summary>
    [Alias("put")]
    Task Put(PricePoints points);

    /// <summary>The change points; none where nothing is stored.</summary>
    [Alias("get"), ReadOnly]
    Task<PricePoints> Get();

    /// <summary>Forgets the segment.</summary>
    [Alias("drop")]
    Task Drop();
}

/// <summary>Change points of a price signal, in order of time; a null price opens a gap.</summary>
[GenerateSerializer, Immutable, Alias("price-points")]
public sealed record PricePoints([property: Id(0)] ImmutableArray<long> At, [property: Id(1)] ImmutableArray<decimal?> Prices);
