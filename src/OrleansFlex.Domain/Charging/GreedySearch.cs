namespace OrleansFlex.Domain.Charging;

/// <summary>
/// The optimum without start costs and least lengths: take the cheapest price steps until the need is met, and below a
/// price of zero go on to the limit. Equal prices are taken from the earliest on.
/// </summary>
internal static class GreedySearch
{
    /// <summary>Leaves the slices in the scratch and returns their cost in price × nanoseconds.</summary>
    public static double Run(in RegularNeed need, Scratch scratch)
    {
        var prices = need.Prices;
        var first = prices.IndexAt(need.FromMs);
        var count = prices.IndexAt(need.ToMs - 1) - first + 1;
        var taken = scratch.Taken(count);
        var cost = (long)count * 8 < prices.Count
            ? TakeSorted(need, first, taken, scratch)
            : Take(need, first, taken, prices.CheapestFirst, scratch);

        scratch.ClearSlices();
        for (var i = 0; i < count; i++)
        {
            if (taken[i] == 0)
                continue;
            var start = need.StepStartNs(first + i);
            scratch.AddSlice(new Slice(start, start + taken[i], first + i));
        }

        return cost;
    }

    private static double Take(in RegularNeed need, int first, Span<long> taken, ReadOnlySpan<int> order, Scratch scratch)
    {
        long used = 0;
        double cost = 0;
        var prices = need.Prices.ApproximatePrices;
        foreach (var step in order)
        {
            if ((uint)(step - first) >= (uint)taken.Length)
                continue;
            var left = (prices[step] < 0 ? need.MostNs : need.LeastNs) - used;
            if (left <= 0)
                break;
            var take = Math.Min(left, need.StepEndNs(step) - need.StepStartNs(step));
            taken[step - first] = take;
            used += take;
            cost += take * prices[step];
            scratch.MarginalPrice = prices[step];
        }

        return cost;
    }

    /// <summary>For a window that is short against the curve: sort its own steps instead of passing over all others.</summary>
    private static double TakeSorted(in RegularNeed need, int first, Span<long> taken, Scratch scratch)
    {
        var order = scratch.Order(taken.Length);
        need.Prices.Rank.Slice(first, taken.Length).CopyTo(order);
        order.Sort();
        var byRank = need.Prices.CheapestFirst;
        for (var i = 0; i < order.Length; i++)
            order[i] = byRank[order[i]];
        return Take(need, first, taken, order, scratch);
    }
}
