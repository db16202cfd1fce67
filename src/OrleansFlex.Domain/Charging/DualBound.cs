namespace OrleansFlex.Domain.Charging;

/// <summary>
/// A lower bound on the cost of charging from any slot cut on, by Lagrangian relaxation: energy is worth
/// <see cref="Worth"/> per kWh, and slots are charged where that pays, starts included. The worth is chosen so that the
/// bound for the whole window is highest.
/// </summary>
internal sealed partial class DualBound
{
    private const int MaxRounds = 24;
    private double[] _off = new double[257];
    private double[] _on = new double[257];
    private double _leastShare = 1;
    private double _ns;

    /// <summary>What one more kWh is worth at the optimum of the relaxation.</summary>
    public double Worth { get; private set; }

    /// <summary>What one more nanosecond of charging is worth; 0 unless the power falls.</summary>
    public double TimeWorth { get; private set; }

    /// <summary>The least share of full power at which a slot may be charged in the relaxation.</summary>
    public double LeastShare => _leastShare;

    /// <summary>Lower bound of the cost of any plan, starts included.</summary>
    public double Value { get; private set; }

    /// <summary>Energy that the worth refers to.</summary>
    public double GoalKwh { get; private set; }

    /// <summary>Bound of (cost − worth × energy) from each cut on, when not charging there.</summary>
    public double[] Off => _off;

    /// <summary>The same when charging there already.</summary>
    public double[] On => _on;

    /// <summary>Solves the relaxation for constant power.</summary>
    public void Solve(SlotGrid grid, double startCost, double needKwh, double roomKwh, bool running, double guess)
    {
        (TimeWorth, _leastShare) = (0, 1);
        SolveEnergy(grid, startCost, needKwh, roomKwh, running, guess);
    }

    /// <summary>What charging a slot is worth in the relaxation: cost less worth, at the power at which that is least.</summary>
    public double ValueOf(SlotGrid grid, int slot)
    {
        var full = (grid.PriceOf[slot] - Worth) * grid.Kwh[slot];
        return Math.Min(full, full * _leastShare) - TimeWorth * (grid.CutOf[slot + 1] - grid.CutOf[slot]);
    }

    private void SolveEnergy(SlotGrid grid, double startCost, double needKwh, double roomKwh, bool running, double guess)
    {
        if (_off.Length < grid.Count + 1)
        {
            _off = new double[grid.Count * 2];
            _on = new double[grid.Count * 2];
        }

        GoalKwh = needKwh;
        var step = Math.Max(1e-3, startCost / Math.Max(1e-6, needKwh));
        Point low;
        Point high;
        if (grid.HasNegative)
        {
            var zero = Evaluate(grid, startCost, running, 0);
            if (zero.Kwh >= needKwh && zero.Kwh <= roomKwh)
            {
                (Worth, Value) = (0, zero.Value);
                return;
            }

            if (zero.Kwh > roomKwh)
                (GoalKwh, guess) = (roomKwh, Math.Min(guess, 0));
            else
                guess = Math.Max(guess, 0);
        }

        var first = Evaluate(grid, startCost, running, guess);
        if (first.Kwh < GoalKwh)
        {
            low = first;
            for (high = first; high.Kwh < GoalKwh && step < 1e12; step *= 4)
            {
                low = high;
                high = Evaluate(grid, startCost, running, low.Worth + step);
            }
        }
        else
        {
            high = first;
            for (low = first; low.Kwh >= GoalKwh && step < 1e12; step *= 4)
            {
                high = low;
                low = Evaluate(grid, startCost, running, high.Worth - step);
            }
        }

        Narrow(grid, startCost, running, low, high);
        // A worth of the wrong sign belongs to the other end of the allowed energies; zero is the bound at the kink.
        if (grid.HasNegative && (GoalKwh.Equals(needKwh) ? Worth < 0 : Worth > 0))
            (Worth, Value) = (0, Evaluate(grid, startCost, running, 0).Value);
    }

    private void Narrow(SlotGrid grid, double startCost, bool running, Point low, Point high)
    {
        var best = low.Value + low.Worth * GoalKwh >= high.Value + high.Worth * GoalKwh ? low : high;
        var last = double.NaN;
        for (var round = 0; round < MaxRounds; round++)
        {
            // Where the two known pieces of the concave bound cross, it cannot be higher.
            var lowHere = low.Value + low.Worth * low.Kwh;
            var highHere = high.Value + high.Worth * high.Kwh;
            var gap = high.Kwh - low.Kwh;
            if (!(gap > 0))
                break;
            var worth = (highHere - lowHere) / gap;
            var ceiling = lowHere - worth * low.Kwh + worth * GoalKwh;
            if (!(worth > low.Worth) || !(worth < high.Worth))
                break;
            var point = Evaluate(grid, startCost, running, worth);
            last = worth;
            var value = point.Value + worth * GoalKwh;
            if (value > best.Value + best.Worth * GoalKwh)
                best = point;
            if (value >= ceiling - 1e-12 * (1 + Math.Abs(ceiling)))
                break;
            if (point.Kwh < GoalKwh)
                low = point;
            else
                high = point;
        }

        Worth = best.Worth;
        if (!last.Equals(best.Worth))
            Evaluate(grid, startCost, running, best.Worth);
        Value = best.Value + best.Worth * GoalKwh;
    }

    private Point Evaluate(SlotGrid grid, double startCost, bool running, double worth)
    {
        var prices = grid.Prices;
        var kwh = grid.Kwh;
        var off = _off.AsSpan(0, grid.Count + 1);
        var on = _on.AsSpan(0, grid.Count + 1);
        var cuts = grid.CutsNs;
        var tapers = _leastShare < 1;
        double offNs = 0, onNs = 0;
        double offNext = 0, onNext = 0, offKwh = 0, onKwh = 0;
        off[^1] = 0;
        on[^1] = 0;
        for (var i = kwh.Length - 1; i >= 0; i--)
        {
            var value = (prices[i] - worth) * kwh[i];
            var slotKwh = kwh[i];
            if (tapers)
            {
                slotKwh *= value > 0 ? _leastShare : 1;
                value = (value > 0 ? value * _leastShare : value) - TimeWorth * (cuts[i + 1] - cuts[i]);
            }

            var charge = onNext + value;
            var chargeKwh = onKwh + slotKwh;
            var goesOn = charge < offNext;
            var starts = charge + startCost < offNext;
            onNext = goesOn ? charge : offNext;
            onKwh = goesOn ? chargeKwh : offKwh;
            if (tapers)
            {
                var chargeNs = onNs + (cuts[i + 1] - cuts[i]);
                onNs = goesOn ? chargeNs : offNs;
                offNs = starts ? chargeNs : offNs;
            }

            offNext = starts ? charge + startCost : offNext;
            offKwh = starts ? chargeKwh : offKwh;
            off[i] = offNext;
            on[i] = onNext;
        }

        _ns = running ? onNs : offNs;
        return running ? new Point(worth, onNext, onKwh) : new Point(worth, offNext, offKwh);
    }

    private readonly record struct Point(double Worth, double Value, double Kwh);
}
