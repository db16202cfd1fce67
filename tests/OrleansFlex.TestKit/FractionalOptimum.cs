using OrleansFlex.Domain.Simulations;

namespace OrleansFlex.TestKit;

/// <summary>
/// What sessions cost at best and at once, worked out without the planner. Without start costs a session is a linear programme: energies
/// of the hours within their capacities, their sum what is needed. Filling the cheapest hours first is its exact optimum, as for the
/// fractional knapsack problem (Dantzig, "Discrete-Variable Extremum Problems", 1957).
/// </summary>
/// <param name="startsMs">Starts of the price steps, Unix milliseconds, rising.</param>
/// <param name="prices">Prices per kWh, one for each step.</param>
public sealed class FractionalOptimum(long[] startsMs, double[] prices)
{
    private const double MsPerHour = 3_600_000;

    /// <summary>Least cost and energy of a session; as much as fits in where the time is too short.</summary>
    public (double Cost, double Kwh) Best(in SimulatedSession session)
    {
        var hours = Hours(session);
        return Fill(hours.OrderBy(hour => hour.Price), session.EnergyKwh);
    }

    /// <summary>Cost and energy of charging from the arrival on.</summary>
    public (double Cost, double Kwh) AtOnce(in SimulatedSession session) => Fill(Hours(session), session.EnergyKwh);

    /// <summary>
    /// The optimum of the dual programme, which bounds the cost of every plan from below: over all worths λ of a kWh the highest of
    /// λ · need + Σ capacity · min(0, price − λ), which changes slope only at prices.
    /// </summary>
    public double DualBound(in SimulatedSession session)
    {
        var hours = Hours(session);
        var need = Math.Min(session.EnergyKwh, hours.Sum(hour => hour.Kwh));
        return hours.Max(at => at.Price * need + hours.Sum(hour => hour.Kwh * Math.Min(0, hour.Price - at.Price)));
    }

    private static (double Cost, double Kwh) Fill(IEnumerable<(double Price, double Kwh)> hours, double need)
    {
        double cost = 0, kwh = 0;
        foreach (var hour in hours)
        {
            var take = Math.Min(hour.Kwh, need - kwh);
            cost += take * hour.Price;
            kwh += take;
        }

        return (cost, kwh);
    }

    private List<(double Price, double Kwh)> Hours(in SimulatedSession session)
    {
        var hours = new List<(double, double)>();
        for (var i = Math.Max(0, FirstAfter(session.ArriveMs) - 1); i < prices.Length && startsMs[i] < session.DepartMs; i++)
        {
            var from = Math.Max(session.ArriveMs, startsMs[i]);
            var to = i + 1 < prices.Length ? Math.Min(session.DepartMs, startsMs[i + 1]) : session.DepartMs;
            hours.Add((prices[i], session.MaxPowerKw * (to - from) / MsPerHour));
        }

        return hours;
    }

    private int FirstAfter(long ms)
    {
        var found = Array.BinarySearch(startsMs, ms);
        return found >= 0 ? found + 1 : ~found;
    }
}
