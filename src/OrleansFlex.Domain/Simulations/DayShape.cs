using System.Collections.Immutable;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Schedules;

namespace OrleansFlex.Domain.Simulations;

/// <summary>Energy by quarter of the local day, in milliwatt-hours, so that the parts add up to the whole.</summary>
internal sealed class DayShape(LocalCalendar calendar)
{
    /// <summary>Quarters of an hour in a local day.</summary>
    public const int Quarters = 96;

    private const long QuarterMs = 900_000;
    private const decimal MilliWhPerKwh = 1_000_000m;
    private readonly Int128[] _milliWh = new Int128[Quarters];

    /// <summary>Adds what of a plan happens before the departure, so often.</summary>
    public void Add(ReadOnlySpan<PlannedBlock> blocks, long departMs, int count)
    {
        foreach (ref readonly var block in blocks)
        {
            if (block.StartMs >= departMs)
                break;
            Add(block.StartMs, Math.Min(block.EndMs, departMs), (long)Math.Round(LoadSums.EnergyUntil(block, departMs) * MilliWhPerKwh), count);
        }
    }

    /// <summary>The mean load over all days of a range, kW, by quarter of the local day.</summary>
    public ImmutableArray<decimal> MeanKw(long fromMs, long toMs)
    {
        // A quarter that a clock change skips or repeats has a day less or more to it.
        var times = new long[Quarters];
        for (var at = fromMs; at < toMs; at += QuarterMs)
            times[QuarterOf(at)]++;
        return [.. _milliWh.Select((energy, q) => times[q] == 0 ? 0 : Math.Round((decimal)energy / MilliWhPerKwh * 4 / times[q], 6))];
    }

    private void Add(long startMs, long endMs, long milliWh, int count)
    {
        long given = 0;
        for (var at = startMs; at < endMs;)
        {
            var next = Math.Min(endMs, (at / QuarterMs + 1) * QuarterMs);
            var until = next == endMs ? milliWh : (long)((Int128)milliWh * (next - startMs) / (endMs - startMs));
            _milliWh[QuarterOf(at)] += (Int128)(until - given) * count;
            given = until;
            at = next;
        }
    }

    private int QuarterOf(long atMs) => (int)(calendar.MinuteOfDayAt(atMs) / 15);
}
