using OrleansFlex.Domain.Pricing;

namespace OrleansFlex.Contracts.Pricing;

/// <summary>The price signal of one area of a zone: a step function on instants, replaced window by window.</summary>
[Alias("area-price")]
public interface IAreaPriceGrain : IGrainWithStringKey
{
    /// <summary>Replaces the window of the push and answers the new revision. The zone has checked state and currency.</summary>
    [Alias("push")]
    Task<long> Push(PriceSignalPush push);

    /// <summary>The signal as stored, with its revision; null before the first push.</summary>
    [Alias("signal"), ReadOnly]
    Task<AreaSignal?> GetSignal();

    /// <summary>Forgets the signal.</summary>
    [Alias("drop")]
    Task Drop();
}

/// <summary>A stored signal.</summary>
[GenerateSerializer, Immutable, Alias("area-signal")]
public sealed record AreaSignal([property: Id(0)] long Revision, [property: Id(1)] PriceSignalTimeline Timeline);
