using System.Runtime.CompilerServices;

namespace OrleansFlex.Domain.Charging;

/// <summary>
/// Finds the best regular charging under start costs and least block lengths. Most cases need no search: the greedy plan is
/// a lower bound, so it is optimal with one start, and with two it or the best single block is.
/// </summary>
internal sealed partial class BlockSearch
{
    private const int ConstantEffort = 200_000;
    private const int TaperedEffort = 200_000;
    private const int LedEffort = 20_000;
    private readonly SlotGrid _grid = new();
    private readonly DualBound _bound = new();
    private readonly CostToGo _toGo = new();
    private readonly LabelSearch _labels;

    public BlockSearch() => _labels = new LabelSearch(_grid, _bound);

    /// <summary>Leaves the slices of the best plan in the scratch.</summary>
    public void Run(in RegularNeed need, in BlockRules rules, in ChargeProfile battery, double level, bool tapers, Scratch scratch)
    {
        if (!tapers)
            SearchConstant(need, rules, battery, scratch);
        else if (!SearchLed(need, rules, battery, level, scratch))
            SearchUnled(need, rules, battery, level, scratch);
    }

    private void SearchConstant(in RegularNeed need, in BlockRules rules, in ChargeProfile battery, Scratch scratch)
    {
        var upper = double.PositiveInfinity;
        var window = WindowSearch.Found.None;
        var negative = need.Prices.HasNegative;
        var energyCost = GreedySearch.Run(need, scratch) * battery.KwhPerNs;
        var guess = scratch.MarginalPrice;
        if (rules is { StartCost: 0, LeastBlockNs: 0 })
            return;
        var greedyStands = rules.Accepts(scratch.Slices, need.FromNs, out var starts);
        if (greedyStands)
            upper = energyCost + starts * rules.StartCost;
        var least = need.LeastNs > 0 ? 1 : 0;
        if (greedyStands && starts <= (rules.IsRunning ? 0 : least))
            return;
        if (!negative)
        {
            window = WindowSearch.Shortest(need, rules, battery.KwhPerNs);
            var twoBlocks = energyCost + rules.StartCost * (rules.IsRunning ? 1 : 2);
            if (greedyStands && upper <= twoBlocks + Label.Tolerance && upper <= window.Cost)
                return;
            if (window.Cost < twoBlocks || (need.LeastNs < rules.LeastBlockNs && !rules.MustGoOn))
            {
                WindowSearch.Emit(need, window, scratch);
                return;
            }
        }
        else if (need.LeastNs > 0 && need.LeastNs < rules.LeastBlockNs)
        {
            window = WindowSearch.OfAnyLength(need, rules, battery.KwhPerNs);
        }

        Search(need, rules, battery, upper, window, greedyStands, guess, scratch);
    }

    // Apart from its caller, whose quick ways out would else pay for room for a task.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Search(
        in RegularNeed need, in BlockRules rules, in ChargeProfile battery, double upper, in WindowSearch.Found window, bool greedyStands, double guess,
        Scratch scratch)
    {
        _grid.Build(need, battery.KwhPerNs);
        var task = TaskOf(need, rules, battery, ConstantEffort);
        _bound.Solve(_grid, rules.StartCost, task.Kwh(need.LeastNs), task.Kwh(need.MostNs), rules.IsRunning, guess);
        upper = Math.Min(upper, window.Cost);
        if (need.LeastNs == 0)
            upper = Math.Min(upper, 0);

        // Look first only for plans close to the bound: few partial plans pass, and what is found there is the optimum.
        var margin = 0.25 * rules.StartCost + 1e-6 + 1e-4 * Math.Abs(_bound.Value);
        var found = false;
        for (var round = 0; round < 8 && !found && _bound.Value + margin < upper; round++, margin *= 4)
        {
            found = _labels.Run(task, _bound.Value + margin);
            if (_labels.GaveUp)
                break;
        }

        if (!found && !_labels.GaveUp)
            found = _labels.Run(task, upper);
        if (_labels.GaveUp && SearchCoarsely(need, task, upper, scratch))
            return;
        if (found && !_labels.GaveUp)
            _labels.Emit(scratch);
        else if (window.Exists && window.Cost <= upper)
            WindowSearch.Emit(need, window, scratch);
        else if (need.LeastNs == 0 && upper >= 0)
            scratch.ClearSlices();
        else if (greedyStands)
            GreedySearch.Run(need, scratch);
        else
            EmitAtOnce(need, scratch);
    }

    private LabelSearch.Task TaskOf(in RegularNeed need, in BlockRules rules, in ChargeProfile battery, int effort) => new()
    {
        Rules = rules,
        FromNs = need.FromNs,
        ToNs = need.ToNs,
        LeastNs = need.LeastNs,
        MostNs = need.MostNs,
        Battery = battery,
        MayExceed = _grid.HasNegative,
        Effort = effort,
    };

    /// <summary>One block from the start on: meets every rule, and is what is left if the search gave up.</summary>
    private static void EmitAtOnce(in RegularNeed need, Scratch scratch) =>
        WindowSearch.Emit(need, new WindowSearch.Found(0, need.FromNs, need.FromNs + need.LeastNs), scratch);
}
