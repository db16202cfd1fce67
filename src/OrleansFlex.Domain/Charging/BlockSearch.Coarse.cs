namespace OrleansFlex.Domain.Charging;

internal sealed partial class BlockSearch
{
    /// <summary>
    /// For curves with very many steps on odd instants, where the exact search gives up: the best plan on whole quarters
    /// of an hour, by their mean prices. False if it is not below the given cost.
    /// </summary>
    private bool SearchCoarsely(in RegularNeed need, in LabelSearch.Task task, double upper, Scratch scratch)
    {
        _grid.BuildCoarse(need, task.Battery.KwhPerNs);
        _bound.Solve(_grid, task.Rules.StartCost, task.Kwh(need.LeastNs), task.Kwh(need.MostNs), task.Rules.IsRunning, scratch.MarginalPrice);
        var found = false;
        var margin = task.Rules.StartCost + 1e-6;
        for (var round = 0; round < 8 && !found; round++, margin *= 4)
        {
            found = _labels.Run(task, _bound.Value + margin);
            if (_labels.GaveUp)
                break;
        }

        if (!found)
            return false;
        _labels.Emit(scratch);
        SplitAtPrices(need, scratch);
        double cost = 0;
        foreach (ref readonly var slice in scratch.Slices)
            cost += (slice.EndNs - slice.StartNs) * task.Battery.KwhPerNs * need.Prices.ApproximatePrices[slice.Step];
        task.Rules.Accepts(scratch.Slices, need.FromNs, out var starts);
        return cost + starts * task.Rules.StartCost < upper;
    }

    private static void SplitAtPrices(in RegularNeed need, Scratch scratch)
    {
        var whole = scratch.Slices.ToArray();
        scratch.ClearSlices();
        foreach (var slice in whole)
        {
            var step = need.Prices.IndexAt(need.OriginMs + slice.StartNs / 1_000_000);
            for (var at = slice.StartNs; at < slice.EndNs; step++)
            {
                var end = Math.Min(slice.EndNs, need.StepEndNs(step));
                scratch.AddSlice(new Slice(at, end, step));
                at = end;
            }
        }
    }
}
