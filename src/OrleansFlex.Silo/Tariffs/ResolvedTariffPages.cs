using OrleansFlex.Contracts.Tariffs;
using OrleansFlex.Domain.Tariffs;
using OrleansFlex.Grains.Tariffs;
using OrleansFlex.Silo.Paging;

namespace OrleansFlex.Silo.Tariffs;

/// <summary>
/// Pages of resolved intervals, in the order of time. A cursor is the instant at which a page ended or began, so that pages tile the range
/// without gap or overlap, whatever changes between one and the next.
/// </summary>
internal sealed class ResolvedTariffPages(TariffCurves curves, string client, Guid locationId, TariffDirection direction)
{
    private const string CursorId = "tariff";
    private const long DayMs = 86_400_000;

    /// <summary>The intervals of a page, as the first and one after the last of what was resolved, and the links; null where there is no formula.</summary>
    public async Task<(FormulaRates Rates, TariffFormula Formula, Range Intervals, PageLinks Links)?> Read(PageRequest request, long fromMs, long toMs)
    {
        var backwards = request.Before is not null;
        var startMs = request.After is { } after ? Math.Clamp(after.AtMs, fromMs, toMs) : fromMs;
        var endMs = request.Before is { } before ? Math.Clamp(before.AtMs, fromMs, toMs) : toMs;
        // Most pages are filled by a few days; only what a page needs is resolved.
        for (var spanMs = Math.Max(2 * DayMs, request.Size * DayMs / 48); ; spanMs *= 4)
        {
            var (first, last) = backwards ? (Math.Max(startMs, endMs - spanMs), endMs) : (startMs, Math.Min(endMs, startMs + spanMs));
            if (await curves.Resolve(client, locationId, direction, first, last) is not { } resolved)
                return null;
            var rates = resolved.Rates.Rates;
            var isAll = first == startMs && last == endMs;
            // One more than shown, because the outermost may go on beyond what was resolved.
            if (!isAll && rates.Count <= request.Size)
                continue;
            var count = Math.Min(request.Size, rates.Count);
            var offset = backwards ? rates.Count - count : 0;
            var (pageStart, pageEnd) = count == 0 ? (startMs, endMs) : (rates.StartMs(offset), rates.EndOf(offset + count - 1));
            return (resolved.Rates, resolved.Formula, offset..(offset + count), new PageLinks(
                pageEnd < toMs ? new Cursor(pageEnd, CursorId, request.List).ToString() : null,
                pageStart > fromMs ? new Cursor(pageStart, CursorId, request.List).ToString() : null));
        }
    }
}
