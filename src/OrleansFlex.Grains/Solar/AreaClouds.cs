using System.Collections.Concurrent;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Solar;
using OrleansFlex.Domain.Solar;

namespace OrleansFlex.Grains.Solar;

/// <summary>
/// The cloud cover of areas, read once per silo, revision and quarter of an hour and shared by all forecasts. Those who plan because of a push
/// name its revision; the others learn of it with the next quarter at the latest.
/// </summary>
public sealed class AreaClouds(IGrainFactory grains, TimeProvider clock)
{
    /// <summary>Stands for whichever revision is stored now.</summary>
    public const long Latest = long.MaxValue;

    private const int Maximum = 10_000;

    private readonly ConcurrentDictionary<AreaKey, Known> _known = new();

    /// <summary>The cover of an area, at least as new as a revision.</summary>
    /// <param name="client">The tenant.</param>
    /// <param name="zone">The zone, or null for a place without one.</param>
    /// <param name="area">The area, or null for a place without one.</param>
    /// <param name="revision">The revision to have, 0 for any, or <see cref="Latest"/>.</param>
    public ValueTask<Known> Get(string client, string? zone, string? area, long revision)
    {
        if (zone is null || area is null)
            return new ValueTask<Known>(Known.Nothing);
        var key = new AreaKey(client, zone, area);
        return _known.TryGetValue(key, out var known) && known.Revision >= revision && known.Quarter == Quarter()
            ? new ValueTask<Known>(known)
            : new ValueTask<Known>(Load(key));
    }

    private async Task<Known> Load(AreaKey key)
    {
        var weather = await grains.GetGrain<IAreaWeatherGrain>(GrainKeys.Of(key.Client, key.Zone, key.Area)).GetWeather();
        var loaded = weather is null ? Known.Nothing with { Quarter = Quarter() } : new Known(weather.Revision, Quarter(), weather.ToTimeline());
        if (_known.Count >= Maximum)
            _known.Clear();
        // Another caller may have loaded a newer one in the meantime.
        return _known.AddOrUpdate(key, loaded, (_, known) => known.Revision > loaded.Revision ? known : loaded);
    }

    private long Quarter() => clock.GetUtcNow().ToUnixTimeMilliseconds() / ProductionHistory.QuarterMs;

    /// <summary>A cover and its revision.</summary>
    /// <param name="Revision">0 where nothing was pushed.</param>
    /// <param name="Quarter">The quarter of an hour in which it was read.</param>
    /// <param name="Timeline">The cover over time.</param>
    public sealed record Known(long Revision, long Quarter, CloudTimeline Timeline)
    {
        internal static readonly Known Nothing = new(0, 0, CloudTimeline.Empty);
    }

    private readonly record struct AreaKey(string Client, string Zone, string Area);
}
