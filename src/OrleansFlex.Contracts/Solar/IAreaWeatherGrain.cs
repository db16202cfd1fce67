using System.Collections.Immutable;
using OrleansFlex.Domain.Solar;

namespace OrleansFlex.Contracts.Solar;

/// <summary>The weather of one area of a zone: its cloud cover as a step function on instants, replaced window by window.</summary>
[Alias("area-weather")]
public interface IAreaWeatherGrain : IGrainWithStringKey
{
    /// <summary>Replaces the window from the first value to <paramref name="toMs"/>; the plans that count on the area's sun are made anew.</summary>
    [Alias("push")]
    Task<Outcome<Done>> Push(ImmutableArray<CloudValue> values, long toMs);

    /// <summary>The weather as stored; null before the first push. Answered also while a push waits for the plans.</summary>
    [Alias("weather"), AlwaysInterleave]
    Task<AreaWeather?> GetWeather();
}

/// <summary>A stored cloud cover, as its change points.</summary>
/// <param name="Revision">Rises with every push.</param>
/// <param name="At">Unix milliseconds of the change points.</param>
/// <param name="CoverPercent">The cover from each on, per cent; null opens a gap.</param>
[GenerateSerializer, Immutable, Alias("area-weather-view")]
public sealed record AreaWeather(
    [property: Id(0)] long Revision,
    [property: Id(1)] ImmutableArray<long> At,
    [property: Id(2)] ImmutableArray<double?> CoverPercent)
{
    /// <summary>The cover over time.</summary>
    public CloudTimeline ToTimeline() => CloudTimeline.FromPoints(At, CoverPercent);
}
