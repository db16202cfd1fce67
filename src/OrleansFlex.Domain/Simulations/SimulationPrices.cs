using System.Collections.Immutable;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Domain.Schedules;

namespace OrleansFlex.Domain.Simulations;

/// <summary>
/// The prices of a simulation, which hands them out as curves around a stay: a curve of years would slow every plan down. Keeps the
/// last curve, so stays should come in order of time. Not safe for use by two callers at once.
/// </summary>
public sealed class SimulationPrices
{
    private const long CurveMs = 3 * LocalCalendar.DayMs;

    private readonly ImmutableArray<PriceStep> _steps;
    private PriceCurve? _curve;
    private long _curveFromMs;
    private long _curveToMs;

    /// <summary>Prices that hold from each step to the next; strictly rising in time, at least one.</summary>
    public SimulationPrices(ImmutableArray<PriceStep> steps) => _steps = steps;

    /// <summary>Prices without a gap over a range; or <c>simulation.invalid</c>, which tells where they are unknown.</summary>
    /// <param name="reading">What is known over the range.</param>
    /// <param name="path">The member of the request from which they come.</param>
    /// <param name="source">What is to tell them, where the member only leads there; null where it holds them.</param>
    public static Decision<SimulationPrices> Of(PriceSignalReading reading, string path, string? source = null)
    {
        ArgumentNullException.ThrowIfNull(reading);
        if (reading.Gaps is [var gap, ..])
            return InvalidInput.At("simulation.invalid", path, $"{(source is null ? "must be known throughout, but are not" : $"prices must be known throughout, but {source} has none")} from {Text(gap.FromMs)} to {Text(gap.ToMs)}");
        return new SimulationPrices([.. reading.Values.Select(value => new PriceStep(value.AtMs, value.Price))]);
    }

    /// <summary>The sum of two at every instant.</summary>
    public static SimulationPrices Sum(SimulationPrices first, SimulationPrices second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var sum = PriceCurve.Sum(PriceCurve.Create(first._steps.AsSpan()), PriceCurve.Create(second._steps.AsSpan()));
        return new SimulationPrices([.. sum.StartsMs.ToArray().Zip(sum.Prices.ToArray(), static (at, price) => new PriceStep(at, price))]);
    }

    /// <summary>A curve that covers a stay.</summary>
    public PriceCurve Around(long fromMs, long toMs)
    {
        if (_curve is not null && fromMs >= _curveFromMs && toMs <= _curveToMs)
            return _curve;
        (_curveFromMs, _curveToMs) = (fromMs, Math.Max(toMs, fromMs + CurveMs));
        var first = IndexAt(_curveFromMs);
        var end = first + 1;
        while (end < _steps.Length && _steps[end].AtMs < _curveToMs)
            end++;
        return _curve = PriceCurve.Create(_steps.AsSpan()[first..end]);
    }

    private int IndexAt(long atMs)
    {
        var (low, high) = (0, _steps.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_steps[middle].AtMs <= atMs)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }

    private static string Text(long ms) => NodaTime.Instant.FromUnixTimeMilliseconds(ms).ToString();
}
