using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Tariffs;
using OrleansFlex.Domain.Tariffs;

namespace OrleansFlex.Grains.Tariffs;

/// <summary>
/// The rates that tariff formulas yield. Formulas are compiled once per silo and change; what plans need is made once per silo,
/// formula content, change of a tariff and hour, since many homes have the same formula.
/// </summary>
public sealed partial class TariffCurves(IGrainFactory grains, TimeProvider clock)
{
    private const int MostFormulas = 100_000;
    private const int MostRanges = 1_000;

    private readonly ConcurrentDictionary<(string Client, Guid Location), KnownFormulas> _formulas = new();
    private readonly ConcurrentDictionary<(string Client, Guid Location, long FromMs, long ToMs), LocationRates> _ranges = new();

    /// <summary>The rates of a location over [<paramref name="fromMs"/>, <paramref name="toMs"/>) as they are stored now. Not extended: where nothing is known there is a gap.</summary>
    public async Task<LocationRates> Get(string client, Guid locationId, long fromMs, long toMs)
    {
        var formulas = await Formulas(client, locationId, long.MaxValue);
        var revision = await RevisionOf(client, formulas);
        var key = (client, locationId, fromMs, toMs);
        if (_ranges.TryGetValue(key, out var known) && known.Revision == revision)
            return known;
        var import = await Steps(formulas.Import);
        var export = await Steps(formulas.Export);
        // Rates that changed while they were read are found changed by the next call.
        var rates = new LocationRates(revision, import, export, (formulas.Import ?? formulas.Export)?.Formula.Currency);
        if (_ranges.Count >= MostRanges)
            _ranges.Clear();
        return _ranges[key] = rates;

        async Task<RateSteps?> Steps(KnownFormula? formula) => formula is null ? null : (await Resolve(client, formula, fromMs, toMs)).ToSteps();
    }

    /// <summary>What a location's formula yields over a half-open range, with the reasons where it yields nothing; null where there is no formula.</summary>
    public async Task<(FormulaRates Rates, TariffFormula Formula)?> Resolve(string client, Guid locationId, TariffDirection direction, long fromMs, long toMs)
    {
        var formulas = await Formulas(client, locationId, long.MaxValue);
        return (direction == TariffDirection.Import ? formulas.Import : formulas.Export) is { } formula
            ? (new FormulaRates(await Resolve(client, formula, fromMs, toMs), formula.TariffIds), formula.Formula)
            : null;
    }

    private async Task<ResolvedRates> Resolve(string client, KnownFormula formula, long fromMs, long toMs)
    {
        if (fromMs >= toMs)
            return RateResolution.Resolve(formula.Compiled, [.. formula.TariffIds.Select(_ => RateSteps.Empty)], fromMs, toMs);
        var readings = await Task.WhenAll(formula.TariffIds.Select(id => Tariff(client, id).Read(fromMs, toMs)));
        return RateResolution.Resolve(formula.Compiled, [.. readings.Select(reading => reading?.Steps ?? RateSteps.Empty)], fromMs, toMs);
    }

    /// <summary>A location's formulas, at least as new as a revision.</summary>
    private async ValueTask<KnownFormulas> Formulas(string client, Guid locationId, long revision)
    {
        if (_formulas.TryGetValue((client, locationId), out var known) && known.Revision >= revision)
            return known;
        var stored = await grains.GetGrain<ITariffFormulaGrain>(GrainKeys.Of(client, locationId)).Get();
        if (known is not null && known.Revision == stored.Revision)
            return known;
        var fresh = new KnownFormulas(
            stored.Revision,
            stored.Import is { } import ? new KnownFormula(import) : null,
            stored.Export is { } export ? new KnownFormula(export) : null);
        if (_formulas.Count >= MostFormulas)
            _formulas.Clear();
        return _formulas[(client, locationId)] = fresh;
    }

    private async Task<string> RevisionOf(string client, KnownFormulas formulas)
    {
        var ids = new[] { formulas.Import, formulas.Export }.OfType<KnownFormula>().SelectMany(formula => formula.TariffIds).Distinct(StringComparer.Ordinal);
        var revisions = await Task.WhenAll(ids.Select(id => RevisionOf(client, id)));
        var text = $"{formulas.Revision}|{string.Join('|', revisions.Select(revision => $"{revision.Series:N}{revision.Number}"))}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)).AsSpan(0, 16));
    }

    private async Task<TariffRevision> RevisionOf(string client, string tariffId) => (await Tariff(client, tariffId).Get())?.Revision ?? default;

    private ITariffGrain Tariff(string client, string id) => grains.GetGrain<ITariffGrain>(GrainKeys.Of(client, id));

    private sealed record KnownFormulas(long Revision, KnownFormula? Import, KnownFormula? Export);
}
