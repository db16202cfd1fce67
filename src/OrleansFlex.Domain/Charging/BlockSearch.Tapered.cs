namespace OrleansFlex.Domain.Charging;

internal sealed partial class BlockSearch
{
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
