namespace OrleansFlex.Domain.Charging;

internal sealed partial class DualBound
{
    private const int TimeRounds = 10;

    /// <summary>
    /// Solves the relaxation where the power falls while charging: in each slot it may be anything between the least share
    /// and full power, but energy and time of charging must both come together. The time gets a worth of its own.
    /// </summary>
    public void SolveTapered(SlotGrid grid, double startCost, double needKwh, double roomKwh, long needNs, double leastShare, bool running, double guess)
    {
        SolveLoosely(grid, startCost, needKwh, roomKwh, leastShare, running, guess);
        var (best, bestTimeWorth) = (Value, 0.0);
        var (low, high) = (0.0, double.PositiveInfinity);
        var step = Math.Max(1e-3, Math.Abs(guess)) * needKwh / Math.Max(1, needNs);
        for (var round = 0; round < TimeRounds && needNs > 0; round++)
        {
            if (_ns < needNs)
                low = TimeWorth;
            else
                high = TimeWorth;
            TimeWorth = double.IsInfinity(high) ? low + step : (low + high) / 2;
            if (double.IsInfinity(high))
                step *= 2;
            SolveEnergy(grid, startCost, needKwh, roomKwh, running, Worth);
            Value += TimeWorth * needNs;
            if (Value > best)
                (best, bestTimeWorth) = (Value, TimeWorth);
            if (high - low <= 1e-3 * high)
                break;
        }

        TimeWorth = bestTimeWorth;
        SolveEnergy(grid, startCost, needKwh, roomKwh, running, Worth);
        Value += TimeWorth * needNs;
    }

    /// <summary>The same at once, without a worth of time: a lower bound too, though not as high a one.</summary>
    public void SolveLoosely(SlotGrid grid, double startCost, double needKwh, double roomKwh, double leastShare, bool running, double guess)
    {
        _leastShare = Math.Min(leastShare, 0.999_999);
        TimeWorth = 0;
        SolveEnergy(grid, startCost, needKwh, roomKwh, running, guess);
    }
}
