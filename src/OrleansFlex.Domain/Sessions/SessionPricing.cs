namespace OrleansFlex.Domain.Sessions;

/// <summary>How a session keeps its money while energy is accounted. Pure functions.</summary>
public static class SessionPricing
{
    /// <summary>How long charging at once is followed at most, milliseconds.</summary>
    public const long LongestMs = 72 * HourMs;

    /// <summary>The most rates of charging at once that are kept; the last one goes on.</summary>
    public const int MostRates = 300;

    // Where capacity or power is unknown.
    private const long UsualMs = 24 * HourMs;
    private const long HourMs = 3_600_000;

    // A battery may take more than its ratings say.
    private const double Margin = 1.25;

    /// <summary>
    /// The money of a session into which energy is about to be accounted; null where some of its energy has no price in one currency. It
    /// may begin as long as there is no energy.
    /// </summary>
    /// <param name="session">The session before.</param>
    /// <param name="milliWh">The energy that is about to be accounted.</param>
    /// <param name="prices">The prices; null where there are none.</param>
    /// <param name="kwhPerPercent">Energy at the wall for one point of level; 0 where it is unknown.</param>
    /// <param name="maxKw">Full power, kW; 0 where it is unknown.</param>
    /// <param name="sinceMs">When the reading before was, Unix milliseconds: earlier rates are settled.</param>
    public static SessionMoney? Next(PlugSession session, long milliWh, SessionPrices? prices, double kwhPerPercent, double maxKw, long sinceMs)
    {
        var money = session.Money;
        if (money?.Currency != prices?.Currency)
        {
            if (prices is null || session.Energy.Length > 0)
                return milliWh > 0 ? null : money;
            money = new SessionMoney { Currency = prices.Currency, UntilMs = session.PluggedInAtMs + AtOnceMs(session, kwhPerPercent, maxKw) };
        }

        return prices is null || money is null ? money : Revised(money, session, prices, maxKw, sinceMs);
    }

    /// <summary>What a part of evenly flowing energy costs: it is cut where the price changes, in proportion to time, by cumulative rounding.</summary>
    /// <param name="prices">The prices.</param>
    /// <param name="flow">The whole flow.</param>
    /// <param name="fromMs">Where the part begins.</param>
    /// <param name="toMs">Where it ends.</param>
    /// <param name="given">Energy of the flow before the part, milliwatt-hours.</param>
    /// <param name="upTo">Energy of the flow up to its end.</param>
    public static decimal Cost(SessionPrices prices, in EnergyFlow flow, long fromMs, long toMs, long given, long upTo)
    {
        var cost = 0m;
        while (true)
        {
            var nextMs = Math.Min(toMs, prices.NextChangeAfter(fromMs));
            var part = nextMs >= toMs ? upTo : Math.Min(upTo, flow.MilliWhUpTo(nextMs));
            if (part > given)
                cost += SessionMoney.Cost(prices.RateAt(fromMs, flow.Kw), part - given);
            if (nextMs >= toMs)
                return cost;
            (given, fromMs) = (Math.Max(given, part), nextMs);
        }
    }

    /// <summary>The money with the rates of charging at once as they are known now, from the last reading on; the same instance where they are as before.</summary>
    private static SessionMoney Revised(SessionMoney money, PlugSession session, SessionPrices prices, double maxKw, long sinceMs)
    {
        var fromMs = money.StartsMs.Length == 0 ? session.PluggedInAtMs : Math.Max(session.PluggedInAtMs, Math.Max(sinceMs, prices.FromMs));
        if (fromMs >= money.UntilMs)
            return money.MaxKw == maxKw ? money : money with { MaxKw = maxKw };
        var kept = 0;
        while (kept < money.StartsMs.Length && money.StartsMs[kept] < fromMs)
            kept++;
        if (IsAsBefore(money, kept, fromMs, prices, maxKw))
            return money;
        var (starts, rates) = (new List<long>(money.StartsMs[..kept]), new List<decimal>(money.Rates[..kept]));
        for (var atMs = fromMs; atMs < money.UntilMs && rates.Count < MostRates; atMs = prices.NextChangeAfter(atMs))
        {
            var rate = prices.RateAt(atMs, maxKw);
            if (rates.Count > 0 && rates[^1] == rate)
                continue;
            starts.Add(atMs);
            rates.Add(rate);
        }

        return money with { StartsMs = [.. starts], Rates = [.. rates], MaxKw = maxKw };
    }

    /// <summary>Whether the rates from an instant on are those that are kept. Nearly all readings find them so.</summary>
    private static bool IsAsBefore(SessionMoney money, int kept, long fromMs, SessionPrices prices, double maxKw)
    {
        if (money.MaxKw != maxKw)
            return false;
        var count = kept;
        for (var atMs = fromMs; atMs < money.UntilMs && count < MostRates; atMs = prices.NextChangeAfter(atMs))
        {
            var rate = prices.RateAt(atMs, maxKw);
            if (count > 0 && money.Rates[count - 1] == rate)
                continue;
            if (count >= money.Rates.Length || money.StartsMs[count] != atMs || money.Rates[count] != rate)
                return false;
            count++;
        }

        return count == money.Rates.Length;
    }

    private static long AtOnceMs(PlugSession session, double kwhPerPercent, double maxKw)
    {
        var hours = (100 - Math.Clamp(session.BatteryFrom ?? 0, 0, 100)) * kwhPerPercent / maxKw;
        return hours > 0 && double.IsFinite(hours) ? (long)Math.Min(LongestMs, Math.Ceiling(hours * Margin * HourMs)) : UsualMs;
    }
}
