namespace OrleansFlex.Domain.Charging;

/// <summary>
/// What energy costs at an instant and a power: the grid price, except for the part that solar surplus covers, which
/// costs the export rate that is forgone.
/// </summary>
internal static class EffectiveRate
{
    /// <summary>Mean price per kWh, with twelve decimals where it is a mixture.</summary>
    public static decimal At(in ChargingRequest request, long atMs, double kw)
    {
        var import = request.Prices.PriceAt(atMs);
        var surplus = Math.Min(kw, request.Surplus?.KwAt(atMs) ?? 0);
        if (surplus <= 0)
            return import;
        var export = request.ExportPrices?.PriceAt(atMs) ?? 0;
        return surplus >= kw ? export : Math.Round(import + (export - import) * (decimal)(surplus / kw), 12);
    }

    /// <summary>The next instant at which any of the rates or the surplus changes.</summary>
    public static long NextChangeAfter(in ChargingRequest request, long atMs)
    {
        var next = request.Prices.EndOf(request.Prices.IndexAt(atMs));
        if (request.Surplus is not { } surplus)
            return next;
        next = Math.Min(next, surplus.NextChangeAfter(atMs));
        return request.ExportPrices is { } export ? Math.Min(next, export.EndOf(export.IndexAt(atMs))) : next;
    }
}
