using System.Collections.Immutable;
using OrleansFlex.Domain.Pricing;

namespace OrleansFlex.Contracts.Pricing;

/// <summary>The price signal of one area of a zone: a step function on instants, replaced window by window.</summary>
[Alias("area-price")]
public interface IAreaPriceGrain : IGrainWithStringKey
{
    /// <summary>Replaces the window of the push and answers the new revision. The zone has checked state and currency.</summary>
    [Alias("push")]
    Task<long> Push(PricePush push);

    /// <summary>The signal as stored, with its revision; null before the first push.</summary>
    [Alias("signal"), ReadOnly]
    Task<AreaSignal?> GetSignal();

    /// <summary>Forgets the signal.</summary>
    [Alias("drop")]
    Task Drop();
}

/// <summary>One step of a price signal.</summary>
[GenerateSerializer, Immutable, Alias("price-value")]
public readonly record struct PriceValue([property: Id(0)] long AtMs, [property: Id(1)] decimal Price);

/// <summary>A push of prices: replaces exactly <c>[Values[0].AtMs, ToMs)</c>.</summary>
[GenerateSerializer, Immutable, Alias("price-push")]
public sealed record PricePush([property: Id(0)] long ToMs, [property: Id(1)] ImmutableArray<PriceValue> Values);

/// <summary>A stored signal.</summary>
[GenerateSerializer, Immutable, Alias("area-signal")]
public sealed record AreaSignal([property: Id(0)] long Revision, [property: Id(1)] PriceSignalTimeline Timeline);
