using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Grains.Pricing;
using OrleansFlex.Grains.State;
using OrleansFlex.Grains.Tariffs;

namespace OrleansFlex.Grains.Charging;

/// <summary>
/// What plans pay: the import rate of the location's tariff formula plus the price signal of its area; a missing term is 0, and where the formula has no rate another day's stands in. A location
/// without a formula shares its area's curve, one with a formula shares a curve with those that have the same formula, area and time zone.
/// </summary>
public sealed class EffectivePrices(IGrainFactory grains, TimeProvider clock, PriceCurves signals, TariffCurves tariffs)
{
    private const long HourMs = 3_600_000;

    // Energy that was charged longer ago has the first price since then.
    private const long LongestMs = 31 * 24 * HourMs;

    // A sum lives as long as both of its terms.
    private readonly ConditionalWeakTable<PriceCurve, ConditionalWeakTable<PriceCurve, PriceCurve>> _sums = [];
    private readonly ConcurrentDictionary<(string Client, string Zone), (long Hour, string? Currency)> _currencies = new();

    /// <summary>The prices for a policy.</summary>
    /// <param name="client">The tenant.</param>
    /// <param name="policy">Where the policy is.</param>
    /// <param name="revision">The revision of the price signal to have; with <see cref="RefreshRequest.Latest"/> tariffs, too, are as stored now.</param>
    public ValueTask<EffectivePrice> Get(string client, PolicyState policy, long revision) => Get(client, policy, revision, null);

    /// <summary>The prices for what a policy has charged: those that are at hand where they reach back far enough, else read anew, 31 days at most.</summary>
    /// <param name="client">The tenant.</param>
    /// <param name="policy">Where the policy is.</param>
    /// <param name="fromMs">From when on, Unix milliseconds.</param>
    public ValueTask<EffectivePrice> Since(string client, PolicyState policy, long fromMs)
    {
        var waiting = Get(client, policy, 0, null).Take(out var price);
        return waiting is null && Reaches(price, fromMs) ? new(price) : Read(client, policy, fromMs, waiting ?? Task.FromResult(price));
    }

    // Apart, so that an answer at hand allocates nothing for it.
    private async ValueTask<EffectivePrice> Read(string client, PolicyState policy, long fromMs, Task<EffectivePrice> known) =>
        await known is var price && Reaches(price, fromMs)
            ? price
            : await Get(client, policy, 0, Math.Max(fromMs, clock.GetUtcNow().ToUnixTimeMilliseconds() - LongestMs));

    private static bool Reaches(in EffectivePrice price, long fromMs) => !price.IsPriced || fromMs >= price.FromMs;

    private ValueTask<EffectivePrice> Get(string client, PolicyState policy, long revision, long? fromMs)
    {
        var reachesMs = fromMs ?? PriceCurves.ReachesMs(clock);
        var loading = Signal(client, policy, revision, fromMs).Take(out var signal);
        // Most plans are of locations without a formula, whose area's prices are at hand.
        if (loading is not null || policy.TariffRevision is not null)
            return Gather(client, policy, revision, fromMs, reachesMs, loading ?? Task.FromResult(signal));
        return OfSignal(client, policy, signal, revision, reachesMs);
    }

    private ValueTask<PriceCurve> Signal(string client, PolicyState policy, long revision, long? fromMs) =>
        policy.Zone is not { } zone ? new(PriceCurves.None)
        : fromMs is { } since ? new(signals.Since(client, zone, policy.Area, policy.TimezoneName, since))
        : signals.Get(client, zone, policy.Area, policy.TimezoneName, revision);

    /// <summary>The price where there is a signal alone, or nothing.</summary>
    private ValueTask<EffectivePrice> OfSignal(string client, PolicyState policy, PriceCurve signal, long revision, long reachesMs)
    {
        if (ReferenceEquals(signal, PriceCurves.None))
            return new(new EffectivePrice(signal, null, null, false, reachesMs));
        return CurrencyOf(client, policy.Zone!, revision).Take(out var currency) is { } asking
            ? InCurrency(signal, asking, reachesMs)
            : new(new EffectivePrice(signal, null, currency, true, reachesMs));
    }

    private static async ValueTask<EffectivePrice> InCurrency(PriceCurve signal, Task<string?> asking, long reachesMs) =>
        new(signal, null, await asking, true, reachesMs);

    private async ValueTask<EffectivePrice> Gather(
        string client, PolicyState policy, long revision, long? fromMs, long reachesMs, Task<PriceCurve> loading)
    {
        var signal = await loading;
        if (policy.TariffRevision is not { } tariffRevision)
            return await OfSignal(client, policy, signal, revision, reachesMs);
        var isSignalled = !ReferenceEquals(signal, PriceCurves.None);
        var rates = await tariffs.ForPlan(client, policy.LocationId, tariffRevision, policy.TimezoneName, revision, fromMs);
        // Money of two currencies cannot be added; the zone's is the one that is settled.
        if (policy.Zone is { } priced && await CurrencyOf(client, priced, revision) is { } currency && currency != rates.Currency)
            return new EffectivePrice(signal, null, isSignalled ? currency : null, isSignalled, reachesMs, rates.Currency is { } foreign ? new PriceDoubts([], false, foreign) : null);
        return rates.Import is { } import
            ? new EffectivePrice(
                Sum(import.Curve, signal), rates.Export, rates.Currency, true, reachesMs, import.Gaps.IsEmpty ? null : new PriceDoubts(import.Gaps, import.HasRates))
            : new EffectivePrice(signal, rates.Export, rates.Currency, isSignalled, reachesMs);
    }

    private PriceCurve Sum(PriceCurve rates, PriceCurve signal)
    {
        if (signal.Count == 1 && signal.Prices[0] == 0)
            return rates;
        return _sums.GetValue(rates, static _ => []).GetValue(signal, other => PriceCurve.Sum(rates, other));
    }

    private ValueTask<string?> CurrencyOf(string client, string zone, long revision)
    {
        var hour = clock.GetUtcNow().ToUnixTimeMilliseconds() / HourMs;
        // A zone that is activated has its members ask for the latest, so that it has none is known as well.
        return revision != RefreshRequest.Latest && _currencies.TryGetValue((client, zone), out var known) && known.Hour == hour
            ? new(known.Currency)
            : new(ReadCurrency(client, zone, hour));
    }

    private async Task<string?> ReadCurrency(string client, string zone, long hour)
    {
        var currency = (await grains.GetGrain<IZoneGrain>(GrainKeys.Of(client, zone)).Get())?.Currency;
        _currencies[(client, zone)] = (hour, currency);
        return currency;
    }
}
