using System.Collections.Immutable;
using NodaTime;

namespace OrleansFlex.Domain.Sessions;

/// <summary>Energy charged per policy state and local day or month, and what it cost, as invoices need it.</summary>
/// <remarks>
/// A quarter of an hour belongs to the local day that contains its start, so every entry of a ledger counts in exactly one row and the sum
/// over all rows and states is that of the entries in the range. A day has 23 or 25 hours where clocks change.
/// </remarks>
public static class ChargingReport
{
    /// <summary>The number of states.</summary>
    public const int States = (int)StatusState.Inflexible + 1;

    /// <summary>A row for every day or month of the range, in order. A date that the zone skips has none.</summary>
    /// <param name="ledger">Entries in any order; those outside the range are ignored.</param>
    /// <param name="range">The days.</param>
    /// <param name="resolution">Days or months.</param>
    public static IReadOnlyList<ChargingReportRow> Of(IEnumerable<EnergyEntry> ledger, ReportRange range, ReportResolution resolution) =>
        OfSessions([new SessionLedger([.. ledger], null)], range, resolution);

    /// <summary>
    /// A row for every day or month of the range, with the value of its energy: costs count where their energy does, and what charging at
    /// once would have cost is shared out over a session's energy. So rows add up to the valuations of the sessions that lie in the range.
    /// </summary>
    /// <param name="sessions">The sessions; energy outside the range is ignored.</param>
    /// <param name="range">The days.</param>
    /// <param name="resolution">Days or months.</param>
    public static IReadOnlyList<ChargingReportRow> OfSessions(IEnumerable<SessionLedger> sessions, ReportRange range, ReportResolution resolution)
    {
        var (labels, edges) = Rows(range, resolution);
        var sums = new long[labels.Count * States];
        var values = new RowValue[labels.Count];
        foreach (var session in sessions)
        {
            foreach (var (entry, immediate) in session.Shares())
            {
                if (RowAt(edges, entry.QuarterMs) is not { } row)
                    continue;
                checked { sums[(row * States) + (int)entry.State] += entry.MilliWh; }
                if (session.Valuation is { } valuation)
                    values[row].Add(valuation.Currency, entry.Cost ?? 0, immediate);
            }
        }

        return [.. labels.Select((label, row) => new ChargingReportRow(label, [.. sums.AsSpan(row * States, States)], values[row].ToValuation()))];
    }

    // The first instants of the rows, and the first one after them.
    private static (List<ZonedDateTime> Labels, List<long> Edges) Rows(ReportRange range, ReportResolution resolution)
    {
        var (labels, edges) = (new List<ZonedDateTime>(), new List<long>());
        for (var date = range.Start; date < range.End; date = Next(date, resolution))
        {
            var (startMs, endMs) = (range.StartOf(date), range.StartOf(LocalDate.Min(Next(date, resolution), range.End)));
            if (startMs == endMs)
                continue;
            labels.Add(range.FirstOf(resolution == ReportResolution.Day ? date : date.With(DateAdjusters.StartOfMonth)));
            edges.Add(startMs);
        }

        edges.Add(range.EndMs);
        return (labels, edges);
    }

    private static LocalDate Next(LocalDate date, ReportResolution resolution) => resolution == ReportResolution.Day
        ? date.PlusDays(1)
        : date.With(DateAdjusters.StartOfMonth).PlusMonths(1);

    private static int? RowAt(List<long> edges, long atMs)
    {
        var found = edges.BinarySearch(atMs);
        var row = found >= 0 ? found : ~found - 1;
        return row >= 0 && row < edges.Count - 1 ? row : null;
    }

    /// <summary>The value of a row as it grows.</summary>
    private struct RowValue
    {
        private string? _currency;
        private bool _isMixed;
        private decimal _actual;
        private decimal _immediate;

        public void Add(string currency, decimal actual, decimal immediate)
        {
            _isMixed |= _currency is not null && _currency != currency;
            _currency = currency;
            _actual += actual;
            _immediate += immediate;
        }

        public readonly SessionValuation? ToValuation() => _currency is null || _isMixed ? null : new SessionValuation(_currency, _actual, _immediate);
    }
}

/// <summary>A row of a charging report.</summary>
/// <param name="Date">The first local time of the day or month.</param>
/// <param name="MilliWh">Energy by <see cref="StatusState"/>, milliwatt-hours at the wall.</param>
/// <param name="Valuation">What the energy cost whose price is known; null where there is none, or several currencies.</param>
public sealed record ChargingReportRow(ZonedDateTime Date, ImmutableArray<long> MilliWh, SessionValuation? Valuation = null)
{
    /// <summary>The energy charged in a state, milliwatt-hours.</summary>
    public long this[StatusState state] => MilliWh[(int)state];
}
