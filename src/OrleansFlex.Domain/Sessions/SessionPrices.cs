using System.Collections.Immutable;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Pricing;

namespace OrleansFlex.Domain.Sessions;

/// <summary>What the energy of a session costs, as it is known when the energy is accounted.</summary>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Import">Import rates, which are in force from <paramref name="FromMs"/> on.</param>
/// <param name="Export">What exported energy earns; null for nothing.</param>
/// <param name="Surplus">Solar surplus, as far back as the prices; null for none.</param>
/// <param name="FromMs">Up to when the prices reach back, Unix milliseconds.</param>
/// <param name="Gaps">Where no import rate is known and <paramref name="Import"/> is what plans count with instead, in order of time.</param>
public sealed record SessionPrices(
    string Currency, PriceCurve Import, PriceCurve? Export = null, SurplusCurve? Surplus = null, long FromMs = long.MinValue, ImmutableArray<PriceSignalGap> Gaps = default)
{
    /// <summary>The decimals of a rate that count: more than any tariff states, and few enough that sums of costs stay exact.</summary>
    public const int Decimals = 12;

    /// <summary>Whether a rate is known throughout a stretch of time: energy of another one has no price.</summary>
    public bool AreKnown(long fromMs, long toMs)
    {
        if (Gaps.IsDefaultOrEmpty)
            return true;
        // What flowed before the prices reach back has the first of them.
        (fromMs, toMs) = (Math.Max(fromMs, FromMs), Math.Max(toMs, FromMs));
        foreach (var gap in Gaps)
        {
            if (gap.FromMs < Math.Max(toMs, fromMs + 1) && gap.ToMs > fromMs)
                return false;
        }

        return true;
    }

    /// <summary>The price per kWh at an instant and a power, as plans have it (<see cref="EffectiveRate"/>).</summary>
    public decimal RateAt(long atMs, double kw) => Math.Round(EffectiveRate.At(Import, Surplus, Export, atMs, kw), Decimals);

    /// <summary>The next instant at which it changes; <see cref="long.MaxValue"/> if none.</summary>
    public long NextChangeAfter(long atMs) => EffectiveRate.NextChangeAfter(Import, Surplus, Export, atMs);
}
