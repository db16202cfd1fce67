using OrleansFlex.Domain.Schedules;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Domain.Sandbox;

namespace OrleansFlex.Domain.Tests.Forecasting;

/// <summary>Day-ahead prices of a simulated market: hourly, published at 13:00 for the next day.</summary>
internal sealed class FleetPrices(ulong seed, LocalCalendar calendar)
{
    private readonly Dictionary<long, double[]> _days = [];
    private (long Hour, PriceCurve Prices)? _curve;

    public double At(long instantMs) => Day(calendar.DayAt(instantMs))[(int)(calendar.MinuteOfDayAt(instantMs) / 60)];

    /// <summary>The price as known at an instant: unknown days repeat the last known day.</summary>
    public double Known(long instantMs, long nowMs)
    {
        var lastKnown = calendar.DayAt(nowMs) + (calendar.MinuteOfDayAt(nowMs) >= 780 ? 1 : 0);
        var day = Math.Min(calendar.DayAt(instantMs), lastKnown);
        return Day(day)[(int)(calendar.MinuteOfDayAt(instantMs) / 60)];
    }

    /// <summary>What is known at an instant, as a curve for the coming three days.</summary>
    public PriceCurve CurveAt(long nowMs)
    {
        var hour = nowMs / 3_600_000;
        if (_curve is { } curve && curve.Hour == hour)
            return curve.Prices;
        var steps = Enumerable.Range(0, 72)
            .Select(i => (hour + i) * 3_600_000)
            .Select(at => new PriceStep(at, (decimal)Math.Round(Known(at, nowMs), 5))).ToArray();
        _curve = (hour, PriceCurve.Create(steps));
        return _curve.Value.Prices;
    }

    private double[] Day(long day)
    {
        if (_days.TryGetValue(day, out var prices))
            return prices;
        var random = SeededRandom.Keyed(seed, 101, day);
        var wind = random.Normal(0, 0.04);
        var noon = random.Between(0, 0.09);
        prices = new double[24];
        for (var hour = 0; hour < 24; hour++)
        {
            prices[hour] = 0.14 + wind
                - (0.05 * Math.Exp(-Math.Pow(hour - 3, 2) / 10))
                - (noon * Math.Exp(-Math.Pow(hour - 13, 2) / 8))
                + (0.06 * Math.Exp(-Math.Pow(hour - 8, 2) / 4))
                + (0.1 * Math.Exp(-Math.Pow(hour - 19, 2) / 6))
                + random.Normal(0, 0.008);
        }

        return _days[day] = prices;
    }
}
