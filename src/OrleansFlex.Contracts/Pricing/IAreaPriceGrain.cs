using OrleansFlex.Domain.Pricing;

namespace OrleansFlex.Contracts.Pricing;

/// <summary>The price signal of one area of a zone: a step function on instants, replaced window by window.</summary>
[Alias("area-price")]
public interface IAreaPriceGrain : IGrainWithStringKey
{
    /// <summary>Replaces the window of the push and answers the new revision. The zone has checked state and currency.</summary>
    [Alias("push")]
    Task<long> Push(PriceSignalPush push);

    /// <summary>
    /// Takes back the last push, if that is still what is in force, and answers the revision under which the signal of before is
    /// again. Once only, and only until the grain is idle.
    /// </summary>
    /// <param name="revision">What <see cref="Push"/> answered.</param>
    [Alias("undo")]
    Task<long> Undo(long revision);

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
