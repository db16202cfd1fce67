using System.Collections.Concurrent;
using NodaTime;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Contracts.Tariffs;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Domain.Tariffs;

namespace OrleansFlex.Grains.Tariffs;

/// <content>What plans need: curves that reach as far as those of price signals and go on in the same way.</content>
public sealed partial class TariffCurves
{
    private const int MostCurves = 10_000;
    private const long HourMs = 3_600_000;
    private const long HorizonMs = 72 * HourMs;

    // As far as the curves of price signals reach back.
    private const long ReachMs = HourMs;

    // Far enough back to hold the last known day, from which a curve goes on, and far enough ahead to hold the first one of a tariff that is to begin.
    private const long LookBackMs = 96 * HourMs;
    private const long LookAheadMs = 96 * HourMs;

    private readonly ConcurrentDictionary<CurveKey, Curve> _curves = new();

    /// <summary>
    /// The import and export rates of a location for a plan: where none is known, those of the same local time on the nearest known day, 0
    /// where nothing is known at all.
    /// </summary>
    /// <param name="client">The tenant.</param>
    /// <param name="locationId">The location.</param>
    /// <param name="tariffRevision">The revision of the location's formulas that the caller knows of.</param>
    /// <param name="timezoneName">In whose local time a curve goes on.</param>
    /// <param name="revision"><see cref="RefreshRequest.Latest"/> for what is stored now, anything else for what is at hand of this hour.</param>
    /// <param name="fromMs">From when on, Unix milliseconds, read anew; null for the usual hour back.</param>
    internal async ValueTask<PlanRates> ForPlan(
        string client, Guid locationId, long tariffRevision, string timezoneName, long revision, long? fromMs = null)
    {
        var isLatest = revision == RefreshRequest.Latest;
        var formulas = await Formulas(client, locationId, isLatest ? RefreshRequest.Latest : tariffRevision);
        return new PlanRates(
            formulas.Import is { } import ? await CurveOf(client, import, timezoneName, isLatest, fromMs) : null,
            formulas.Export is { } export ? (await CurveOf(client, export, timezoneName, isLatest, fromMs)).Curve : null,
            (formulas.Import ?? formulas.Export)?.Formula.Currency);
    }

    private async ValueTask<FilledRates> CurveOf(string client, KnownFormula formula, string timezoneName, bool isLatest, long? fromMs)
    {
        var key = new CurveKey(client, formula.Key, timezoneName);
        var hour = clock.GetUtcNow().ToUnixTimeMilliseconds() / HourMs;
        if (_curves.TryGetValue(key, out var known) && known.Hour == hour && !isLatest && fromMs is null)
            return known.Rates;
        var tariffs = await Task.WhenAll(formula.TariffIds.Select(id => Tariff(client, id).Get()));
        var revisions = tariffs.Select(tariff => tariff?.Revision ?? default).ToArray();
        var knownUntilMs = tariffs.Min(tariff => tariff?.KnownUntilMs ?? 0);
        if (fromMs is { } past)
            return await Extended(client, formula, knownUntilMs, past, hour * HourMs, timezoneName);
        if (_curves.TryGetValue(key, out known) && known.Hour == hour && known.Revisions.AsSpan().SequenceEqual(revisions))
            return known.Rates;

        var rates = await Extended(client, formula, knownUntilMs, (hour * HourMs) - ReachMs, hour * HourMs, timezoneName);
        if (_curves.Count >= MostCurves)
            _curves.Clear();
        _curves[key] = new Curve(hour, revisions, rates);
        return rates;
    }

    private async Task<FilledRates> Extended(string client, KnownFormula formula, long knownUntilMs, long fromMs, long nowMs, string timezoneName)
    {
        var untilMs = Math.Min(knownUntilMs, nowMs + LookAheadMs);
        var known = RateSteps.Empty;
        if (untilMs > 0)
        {
            var steps = (await Resolve(client, formula, Math.Max(0, Math.Min(fromMs, Math.Min(nowMs, untilMs) - LookBackMs)), untilMs)).ToSteps();
            known = RateSteps.Create([.. steps.StartsMs, untilMs], [.. steps.Rates, null]);
        }

        return FilledRates.Of(known, fromMs, nowMs + HorizonMs, DateTimeZoneProviders.Tzdb[timezoneName]);
    }

    private readonly record struct CurveKey(string Client, string Formula, string TimezoneName);

    private sealed record Curve(long Hour, TariffRevision[] Revisions, FilledRates Rates);
}

/// <summary>The rates of a location for a plan.</summary>
/// <param name="Import">The import rate; null without an import formula.</param>
/// <param name="Export">The export rate; null without an export formula.</param>
/// <param name="Currency">ISO 4217 code of the rates; null without any formula.</param>
internal readonly record struct PlanRates(FilledRates? Import, PriceCurve? Export, string? Currency);
