using System.Collections.Concurrent;
using System.Collections.Immutable;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Sites;
using OrleansFlex.Contracts.Solar;
using OrleansFlex.Domain.Solar;
using OrleansFlex.Grains.Pricing;

namespace OrleansFlex.Grains.Solar;

/// <summary>
/// Forecasts of production, and the surplus that plans count on. A surplus is made once per silo, location and quarter of an hour, and again
/// where site or weather changed; what was measured comes in with the next quarter. It reaches back as far as the prices at hand.
/// </summary>
public sealed class SolarForecasts(IGrainFactory grains, AreaClouds clouds, SolarSettings settings, TimeProvider clock)
{
    /// <summary>Stands for whichever version of a site is stored now.</summary>
    public const long Latest = long.MaxValue;

    private const int Maximum = 200_000;

    private readonly ConcurrentDictionary<(string Client, Guid Site), Entry> _entries = new();

    private long NowMs => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The forecast of a location as of now, with everything that is stored; null where there is no such location.</summary>
    public async Task<SolarForecast?> Now(string client, Guid siteId)
    {
        if (await Site(client, siteId).GetSolarSite() is not { } site)
            return null;
        var cover = await clouds.Get(client, site.Zone, site.Area, AreaClouds.Latest);
        var inverters = await Production(client, site.Inverters);
        return SolarForecast.Of(Installation(site), cover.Timeline, inverters, NowMs);
    }

    /// <summary>The surplus of a location, answered at once where it is at hand; null where it has no arrays.</summary>
    /// <param name="client">The tenant.</param>
    /// <param name="siteId">The location.</param>
    /// <param name="siteVersion">The least version of the site to know, or <see cref="Latest"/>.</param>
    /// <param name="weatherRevision">The least revision of the area's weather, or <see cref="AreaClouds.Latest"/>.</param>
    public ValueTask<SurplusForecast?> Surplus(string client, Guid siteId, long siteVersion, long weatherRevision)
    {
        _entries.TryGetValue((client, siteId), out var entry);
        return entry is not null && entry.Site.Version >= siteVersion && entry.WeatherRevision >= weatherRevision && entry.Quarter == NowMs / ProductionHistory.QuarterMs
            ? new ValueTask<SurplusForecast?>(entry.Surplus)
            : new ValueTask<SurplusForecast?>(Load(client, siteId, entry, siteVersion, weatherRevision));
    }

    /// <summary>The surplus of a location from an instant in the past on, made anew; null where it has no arrays.</summary>
    /// <param name="client">The tenant.</param>
    /// <param name="siteId">The location.</param>
    /// <param name="siteVersion">The least version of the site to know.</param>
    /// <param name="fromMs">The instant, Unix milliseconds.</param>
    public async Task<SurplusForecast?> Since(string client, Guid siteId, long siteVersion, long fromMs)
    {
        await Surplus(client, siteId, siteVersion, 0);
        return _entries.GetValueOrDefault((client, siteId)) is { } entry ? (await Make(client, entry.Site, entry.Installation, 0, fromMs)).Surplus : null;
    }

    /// <summary>Whether the surplus of a location is at hand.</summary>
    /// <param name="client">The tenant.</param>
    /// <param name="siteId">The location.</param>
    /// <param name="siteVersion">The least version of the site to know.</param>
    /// <param name="surplus">The surplus; null where the location has no arrays.</param>
    public bool IsAtHand(string client, Guid siteId, long siteVersion, out SurplusForecast? surplus)
    {
        var entry = _entries.GetValueOrDefault((client, siteId));
        surplus = entry?.Surplus;
        return entry is not null && entry.Site.Version >= siteVersion && entry.Quarter == NowMs / ProductionHistory.QuarterMs;
    }

    /// <summary>The surplus that was made last; null where none is at hand.</summary>
    public SurplusForecast? Known(string client, Guid siteId) => _entries.GetValueOrDefault((client, siteId))?.Surplus;

    private async Task<SurplusForecast?> Load(string client, Guid siteId, Entry? known, long siteVersion, long weatherRevision)
    {
        var isKnown = known is not null && known.Site.Version >= siteVersion;
        var site = isKnown ? known!.Site : await Site(client, siteId).GetSolarSite();
        if (site is null || site.Arrays.IsEmpty)
        {
            _entries.TryRemove((client, siteId), out _);
            return null;
        }

        var installation = isKnown || known?.Site.Version == site.Version ? known!.Installation : Installation(site);
        var made = await Make(client, site, installation, weatherRevision, null);
        if (_entries.Count >= Maximum)
            _entries.Clear();
        // Another caller may have made a newer one in the meantime.
        return _entries.AddOrUpdate((client, siteId), made, (_, other) => other.IsNewerThan(made) ? other : made).Surplus;
    }

    private async Task<Entry> Make(string client, SolarSite site, SolarInstallation installation, long weatherRevision, long? fromMs)
    {
        var cover = await clouds.Get(client, site.Zone, site.Area, weatherRevision);
        var inverters = await Production(client, site.Inverters);
        var nowMs = NowMs;
        var past = SolarForecast.Past(installation, cover.Timeline, inverters, fromMs ?? PriceCurves.ReachesMs(clock), nowMs);
        var surplus = SurplusForecast.Of(SolarForecast.Of(installation, cover.Timeline, inverters, nowMs), settings.BaseLoadKw, past);
        return new Entry(site, installation, cover.Revision, nowMs / ProductionHistory.QuarterMs, surplus);
    }

    private async Task<IReadOnlyList<ProductionHistory>> Production(string client, ImmutableArray<Guid> inverters)
    {
        if (inverters.IsEmpty)
            return [];
        var saved = await Task.WhenAll(inverters.Select(id => grains.GetGrain<IAssetGrain>(GrainKeys.Of(client, id)).GetProduction()));
        return [.. saved.Select(each => each.IsEmpty ? new ProductionHistory() : ProductionHistory.Load(each.AsSpan()))];
    }

    private ISiteGrain Site(string client, Guid siteId) => grains.GetGrain<ISiteGrain>(GrainKeys.Of(client, siteId));

    private static SolarInstallation Installation(SolarSite site) =>
        new(site.Latitude, site.Longitude, site.Arrays.Select(each => each.Array));

    private sealed record Entry(SolarSite Site, SolarInstallation Installation, long WeatherRevision, long Quarter, SurplusForecast Surplus)
    {
        public bool IsNewerThan(Entry other) => Site.Version != other.Site.Version
            ? Site.Version > other.Site.Version
            : (Quarter, WeatherRevision).CompareTo((other.Quarter, other.WeatherRevision)) > 0;
    }
}
