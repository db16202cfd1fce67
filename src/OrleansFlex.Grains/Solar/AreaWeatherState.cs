using OrleansFlex.Contracts.Solar;
using OrleansFlex.Domain.Solar;

namespace OrleansFlex.Grains.Solar;

/// <summary>What is stored of an area's weather: the change points of its cloud cover.</summary>
public sealed record AreaWeatherState
{
    /// <summary>Counts the pushes; never falls.</summary>
    public long Revision { get; init; }

    /// <summary>Unix milliseconds of the change points.</summary>
    public long[] At { get; init; } = [];

    /// <summary>The cover from each change point on, per cent; null opens a gap.</summary>
    public double?[] CoverPercent { get; init; } = [];

    /// <summary>The state that holds a timeline.</summary>
    public static AreaWeatherState Of(long revision, CloudTimeline timeline) => new()
    {
        Revision = revision,
        At = [.. timeline.At],
        CoverPercent = [.. timeline.Percent],
    };

    /// <summary>The weather, or null where nothing was pushed.</summary>
    public AreaWeather? ToWeather() => At.Length == 0 ? null : new AreaWeather(Revision, [.. At], [.. CoverPercent]);
}
