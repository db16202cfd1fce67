using System.Collections.Concurrent;
using NodaTime;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Pricing;
using OrleansFlex.Domain.Pricing;

namespace OrleansFlex.Grains.Pricing;

/// <summary>
/// The effective price curves in force, each made once per silo, revision and hour and shared by all plans. Sorting and
/// extending a curve costs far more than a plan, and a push concerns every member of an area.
/// </summary>
public sealed class PriceCurves(IGrainFactory grains, TimeProvider clock)
{
    private const long HourMs = 3_600_000;
    private const long HorizonMs = 72 * HourMs;

    private readonly ConcurrentDictionary<CurveKey, Entry> _entries = new();

    /// <summary>The curve of an area, at least as new as a revision; answered at once where it is at hand.</summary>
    public ValueTask<PriceCurve> Get(string client, string zone, string? area, string timezoneName, long revision)
    {
        var key = new CurveKey(client, zone, area ?? "", timezoneName);
        var hour = clock.GetUtcNow().ToUnixTimeMilliseconds() / HourMs;
        if (_entries.TryGetValue(key, out var entry) && entry.Revision >= revision && entry.Hour == hour)
            return new ValueTask<PriceCurve>(entry.Curve);
        return new ValueTask<PriceCurve>(Load(key, hour));
    }

    /// <summary>The curve of an area as it is stored now.</summary>
    public async ValueTask<PriceCurve> GetLatest(string client, string zone, string? area, string timezoneName)
    {
        var signal = await Area(client, zone, area ?? "").GetSignal();
        return await Get(client, zone, area, timezoneName, signal?.Revision ?? 0);
    }

    private async Task<PriceCurve> Load(CurveKey key, long hour)
    {
        var signal = await Area(key.Client, key.Zone, key.Area).GetSignal();
        // Another caller may have made it in the meantime.
        if (_entries.TryGetValue(key, out var known) && known.Revision >= (signal?.Revision ?? 0) && known.Hour == hour)
            return known.Curve;

        var curve = signal is null
            ? PriceCurve.Flat(0)
            : signal.Timeline.ToCurve(hour * HourMs, HorizonMs, DateTimeZoneProviders.Tzdb[key.TimezoneName]);
        _entries[key] = new Entry(signal?.Revision ?? 0, hour, curve);
        return curve;
    }

    private IAreaPriceGrain Area(string client, string zone, string area) =>
        grains.GetGrain<IAreaPriceGrain>(GrainKeys.Of(client, zone, area));

    private readonly record struct CurveKey(string Client, string Zone, string Area, string TimezoneName);

    private sealed record Entry(long Revision, long Hour, PriceCurve Curve);
}
