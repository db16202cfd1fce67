using System.Collections.Immutable;
using System.Runtime.InteropServices;
using NodaTime;
using OrleansFlex.Domain.Pricing;

namespace OrleansFlex.Domain.Tariffs;

/// <summary>Rates for a plan, which needs one at every instant: those that are known, and where none is, one that stands in.</summary>
/// <param name="Curve">The rates; 0 throughout where nothing is known.</param>
/// <param name="Gaps">Where no rate is known, in order of time; one that goes on to the end of the range has no end.</param>
/// <param name="HasRates">Whether any rate is known that can stand in.</param>
public sealed record FilledRates(PriceCurve Curve, ImmutableArray<PriceSignalGap> Gaps, bool HasRates)
{
    /// <summary>Fills the gaps of a half-open range (<see cref="StandInRates"/>).</summary>
    /// <param name="known">What is known, also some days around the range; its last step is a gap.</param>
    /// <param name="fromMs">Start, Unix milliseconds.</param>
    /// <param name="toMs">End, exclusive.</param>
    /// <param name="zone">In whose local time days repeat.</param>
    public static FilledRates Of(RateSteps known, long fromMs, long toMs, DateTimeZone zone)
    {
        var standIns = StandInRates.Of(known, zone);
        var (steps, gaps) = (new List<PriceStep>(), ImmutableArray.CreateBuilder<PriceSignalGap>());
        for (var atMs = fromMs; atMs < toMs;)
        {
            var index = known.IndexAt(atMs);
            var untilMs = Math.Min(toMs, index + 1 < known.Count ? known.StartsMs[index + 1] : toMs);
            var rate = index >= 0 ? known.Rates[index] : null;
            if (rate is null)
            {
                (rate, var standsUntilMs) = standIns?.At(atMs) ?? (0m, untilMs);
                untilMs = Math.Min(untilMs, standsUntilMs);
                if (gaps.Count > 0 && gaps[^1].ToMs == atMs)
                    gaps[^1] = gaps[^1] with { ToMs = untilMs };
                else
                    gaps.Add(new PriceSignalGap(atMs, untilMs));
            }

            if (steps.Count == 0 || steps[^1].Price != rate)
                steps.Add(new PriceStep(atMs, rate.Value));
            atMs = untilMs;
        }

        if (gaps.Count > 0 && gaps[^1].ToMs == toMs)
            gaps[^1] = gaps[^1] with { ToMs = long.MaxValue };
        return new FilledRates(standIns is null ? PriceCurve.Flat(0) : PriceCurve.Create(CollectionsMarshal.AsSpan(steps)), gaps.ToImmutable(), standIns is not null);
    }
}
