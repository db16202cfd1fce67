using System.Collections.Concurrent;
using NodaTime;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Flexibility;
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

    // What was charged since the last reading is mostly of this hour or the one before.
    private const long LookBackMs = HourMs;

    private readonly ConcurrentDictionary<CurveKey, Entry> _entries = new();

    /// <summary>Stands for an area without a signal: 0 at all times.</summary>
    public static PriceCurve None { get; } = PriceCurve.Flat(0);

    /// <summary>How far back the curves at hand reach, Unix milliseconds.</summary>
    public static long ReachesMs(TimeProvider clock) => (clock.GetUtcNow().ToUnixTimeMilliseconds() / HourMs * HourMs) - LookBackMs;

    /// <summary>The curve of an area, at least as new as a revision; answered at once where it is at hand.</summary>
    /// <param name="client">The tenant.</param>
    /// <param name="zone">The zone.</param>
    /// <param name="area">The area, or null for a location without one.</param>
    /// <param name="timezoneName">In whose local time a curve goes on after its last day.</param>
    /// <param name="revision">The revision to have, or <see cref="RefreshRequest.Latest"/> for what is stored now.</param>
    public ValueTask<PriceCurve> Get(string client, string zone, string? area, string timezoneName, long revision)
    {
        var key = new CurveKey(client, zone, area ?? "", timezoneName);
        return _entries.TryGetValue(key, out var entry) && entry.Revision >= revision && entry.Hour == Hour()
            ? new ValueTask<PriceCurve>(entry.Curve)
            : new ValueTask<PriceCurve>(Load(key));
    }

    /// <summary>The curve of an area as it is stored now, from an instant in the past on.</summary>
    public async Task<PriceCurve> Since(string client, string zone, string? area, string timezoneName, long fromMs) =>
        await Area(client, zone, area ?? "").GetSignal() is { } signal ? Curve(signal, fromMs, timezoneName) : None;

    private async Task<PriceCurve> Load(CurveKey key)
    {
        var signal = await Area(key.Client, key.Zone, key.Area).GetSignal();
        var revision = signal?.Revision ?? 0;
        var hour = Hour();
        // Another caller may have made it, or a newer one, in the meantime. Prices that were dropped have no revision.
        if (_entries.TryGetValue(key, out var known) && known.Hour == hour && (known.Revision == revision || (signal is not null && known.Revision > revision)))
            return known.Curve;

        var curve = signal is null ? None : Curve(signal, (hour * HourMs) - LookBackMs, key.TimezoneName);
        _entries[key] = new Entry(revision, hour, curve);
        return curve;
    }

    private PriceCurve Curve(AreaSignal signal, long fromMs, string timezoneName) =>
        signal.Timeline.ToCurve(fromMs, (Hour() * HourMs) + HorizonMs - fromMs, DateTimeZoneProviders.Tzdb[timezoneName]);

    private long Hour() => clock.GetUtcNow().ToUnixTimeMilliseconds() / HourMs;

    private IAreaPriceGrain Area(string client, string zone, string area) =>
        grains.GetGrain<IAreaPriceGrain>(GrainKeys.Of(client, zone, area));

    private readonly record struct CurveKey(string Client, string Zone, string Area, string TimezoneName);

    private sealed record Entry(long Revision, long Hour, PriceCurve Curve);
}
