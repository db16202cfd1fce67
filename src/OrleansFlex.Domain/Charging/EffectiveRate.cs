using OrleansFlex.Domain.Pricing;

namespace OrleansFlex.Domain.Charging;

/// <summary>
/// What energy costs at an instant and a power: the grid price, except for the part that solar surplus covers, which
/// costs the export rate that is forgone.
/// </summary>
internal static class EffectiveRate
{
    /// <summary>Mean price per kWh, with twelve decimals where it is a mixture.</summary>
    public static decimal At(in ChargingRequest request, long atMs, double kw) => At(request.Prices, request.Surplus, request.ExportPrices, atMs, kw);

    /// <summary>The next instant at which any of the rates or the surplus changes.</summary>
    public static long NextChangeAfter(in ChargingRequest request, long atMs) => NextChangeAfter(request.Prices, request.Surplus, request.ExportPrices, atMs);

    /// <inheritdoc cref="At(in ChargingRequest, long, double)"/>
    /// <param name="prices">Import rates.</param>
    /// <param name="surplus">Forecast surplus; null for none.</param>
    /// <param name="exports">Export rates; null where exported energy earns nothing.</param>
    /// <param name="atMs">The instant, Unix milliseconds.</param>
    /// <param name="kw">The power, kW.</param>
    public static decimal At(PriceCurve prices, SurplusCurve? surplus, PriceCurve? exports, long atMs, double kw)
    {
        var import = prices.PriceAt(atMs);
        var covered = Math.Min(kw, surplus?.KwAt(atMs) ?? 0);
        if (covered <= 0)
            return import;
        var export = exports?.PriceAt(atMs) ?? 0;
        return covered >= kw ? export : Math.Round(import + (export - import) * (decimal)(covered / kw), 12);
    }

    /// <inheritdoc cref="NextChangeAfter(in ChargingRequest, long)"/>
    public static long NextChangeAfter(PriceCurve prices, SurplusCurve? surplus, PriceCurve? exports, long atMs)
    {
        var next = prices.EndOf(prices.IndexAt(atMs));
        if (surplus is null)
            return next;
        next = Math.Min(next, surplus.NextChangeAfter(atMs));
        return exports is null ? next : Math.Min(next, exports.EndOf(exports.IndexAt(atMs)));
    }
}
