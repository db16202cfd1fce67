namespace OrleansFlex.Domain.Charging;

internal sealed partial class BlockSearch
{
    /// <summary>
    /// On whole quarters the cost of what is to come is known beforehand, and the search goes straight to the best plan. False where
    /// that leads to none.
    /// </summary>
    public bool SearchLed(in RegularNeed need, in BlockRules rules, in ChargeProfile battery, double level, Scratch scratch)
    {
        _grid.Build(need, battery.KwhPerNs);
        var task = TaperedTask(need, rules, battery, level, LedEffort);
        if ((task.LeastNs > 0 && task.LeastNs < rules.LeastBlockNs) || !_toGo.Build(_grid, task))
            return false;
        if (_toGo.Walk(_grid, task, scratch))
            return true;
        var guess = _toGo.Guess(_grid, task);
        if (!double.IsFinite(guess))
            return false;
        _bound.SolveLoosely(
            _grid, rules.StartCost, task.Kwh(task.LeastNs), task.Kwh(task.MostNs), battery.ShareAfter(level, task.GoalNs), rules.IsRunning, guess / task.Kwh(task.GoalNs));
        var step = 0.25 * rules.StartCost + 1e-6;
        for (var margin = 1e-9; margin < 1e3 * step; margin = margin < step ? step : margin * 4)
        {
            var found = _labels.Run(task, guess + margin, _toGo);
            if (_labels.GaveUp)
                return false;
            if (!found)
                continue;
            _labels.Emit(scratch);
            return true;
        }

        return false;
    }

    /// <summary>
    /// Where the power falls, the best plan at the mean power is a good one already and its true cost bounds the search.
    /// Should the search give up, that plan stands.
    /// </summary>
    public void SearchUnled(in RegularNeed need, in BlockRules rules, in ChargeProfile battery, double level, Scratch scratch)
    {
        var longest = need.LeastNs > 0 ? need.LeastNs : need.MostNs;
        SearchConstant(need, rules, battery.AtMeanPower(level, longest), scratch);
        _grid.Build(need, battery.KwhPerNs);
        var task = TaperedTask(need, rules, battery, level, TaperedEffort);
        var upper = CostOf(task, scratch.Slices);
        var window = need.LeastNs > 0 && need.LeastNs < rules.LeastBlockNs ? ShortTapered(task) : WindowSearch.Found.None;
        if (window.Cost < upper - Label.Tolerance)
        {
            upper = window.Cost;
            WindowSearch.Emit(need, window, scratch);
        }

        if (need.LeastNs == 0 && upper > 0)
        {
            upper = 0;
            scratch.ClearSlices();
        }

        _bound.SolveTapered(
            _grid, rules.StartCost, task.Kwh(need.LeastNs), task.Kwh(need.MostNs), need.LeastNs, battery.ShareAfter(level, task.GoalNs), rules.IsRunning, scratch.MarginalPrice);
        // Close to the bound few partial plans pass, and what is found there is the optimum.
        for (var margin = rules.StartCost + 1e-6; _bound.Value + margin < upper; margin *= 2)
        {
            var found = _labels.Run(task, _bound.Value + margin);
            if (found)
                _labels.Emit(scratch);
            if (found || _labels.GaveUp)
                return;
        }

        if (_labels.Run(task, upper))
            _labels.Emit(scratch);
    }

    private LabelSearch.Task TaperedTask(in RegularNeed need, in BlockRules rules, in ChargeProfile battery, double level, int effort) =>
        TaskOf(need, rules, battery, effort) with { Level = level, Tapers = true };

    private double CostOf(in LabelSearch.Task task, ReadOnlySpan<Slice> slices)
    {
        double cost = 0;
        long used = 0;
        var slot = 0;
        foreach (ref readonly var slice in slices)
        {
            while (_grid.Steps[slot] != slice.Step)
                slot++;
            var next = used + slice.EndNs - slice.StartNs;
            cost += _grid.PriceOf[slot] * (task.Kwh(next) - task.Kwh(used));
            used = next;
        }

        task.Rules.Accepts(slices, task.FromNs, out var starts);
        return cost + starts * task.Rules.StartCost;
    }

    /// <summary>
    /// The best single block that is shorter than blocks may else be, where the power falls while charging: one of its
    /// edges on a cut, just meeting the need, just reaching the limit, or from cut to cut.
    /// </summary>
    private WindowSearch.Found ShortTapered(in LabelSearch.Task task)
    {
        var best = WindowSearch.Found.None;
        var cuts = _grid.CutsNs;
        for (var i = 0; i < cuts.Length; i++)
        {
            Try(task, cuts[i], cuts[i] + task.LeastNs, ref best);
            Try(task, cuts[i], cuts[i] + task.MostNs, ref best);
            Try(task, cuts[i] - task.LeastNs, cuts[i], ref best);
            Try(task, cuts[i] - task.MostNs, cuts[i], ref best);
            for (var j = i + 1; j < cuts.Length && cuts[j] - cuts[i] <= task.Rules.LeastBlockNs; j++)
                Try(task, cuts[i], cuts[j], ref best);
        }

        return best;
    }

    private void Try(in LabelSearch.Task task, long start, long end, ref WindowSearch.Found best)
    {
        var length = end - start;
        var continues = task.Rules.IsRunning && start == task.FromNs;
        if (start < task.FromNs || end > task.ToNs || length < task.LeastNs || length > task.MostNs
            || length > task.Rules.LeastBlockNs || (task.Rules.MustGoOn && !continues))
            return;
        var cost = continues ? 0 : task.Rules.StartCost;
        var cuts = _grid.CutsNs;
        var slot = cuts.BinarySearch(start);
        slot = slot >= 0 ? slot : ~slot - 1;
        for (; slot < _grid.Count && cuts[slot] < end; slot++)
        {
            var from = Math.Max(start, cuts[slot]) - start;
            var to = Math.Min(end, cuts[slot + 1]) - start;
            cost += _grid.PriceOf[slot] * (task.Kwh(to) - task.Kwh(from));
        }

        if (cost < best.Cost - Label.Tolerance || (cost <= best.Cost + Label.Tolerance && start < best.StartNs))
            best = new WindowSearch.Found(cost, start, end);
    }
}
