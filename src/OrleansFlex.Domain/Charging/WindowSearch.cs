namespace OrleansFlex.Domain.Charging;

/// <summary>
/// The cheapest plan of a single block at constant power. Its cost is piecewise linear in where it lies, so one of its
/// edges lies on a price change or on an end of the window.
/// </summary>
internal static class WindowSearch
{
    /// <summary>A block and its cost, starts included, in currency units.</summary>
    public readonly record struct Found(double Cost, long StartNs, long EndNs)
    {
        public static Found None { get; } = new(double.PositiveInfinity, 0, 0);

        public bool Exists => Cost < double.PositiveInfinity;
    }

    /// <summary>The best block that just meets the need; equal ones from the earliest on.</summary>
    public static Found Shortest(in RegularNeed need, in BlockRules rules, double kwhPerNs) =>
        OfLength(need, rules, kwhPerNs, need.LeastNs);

    /// <summary>
    /// The best block of any allowed energy, for prices that may be negative: each start and each end at a price change,
    /// shortest, longest, or from change to change.
    /// </summary>
    public static Found OfAnyLength(in RegularNeed need, in BlockRules rules, double kwhPerNs)
    {
        var best = Better(OfLength(need, rules, kwhPerNs, need.LeastNs), OfLength(need, rules, kwhPerNs, need.MostNs));
        var prices = need.Prices.ApproximatePrices;
        var first = need.Prices.IndexAt(need.FromMs);
        var last = need.Prices.IndexAt(need.ToMs - 1);
        for (var i = first; i <= last; i++)
        {
            var start = need.StepStartNs(i);
            var fee = Fee(rules, start, need.FromNs);
            double energy = 0;
            for (var j = i; j <= last && fee < double.PositiveInfinity; j++)
            {
                var end = need.StepEndNs(j);
                energy += prices[j] * (end - need.StepStartNs(j));
                if (end - start > need.MostNs)
                    break;
                if (end - start >= need.LeastNs)
                    best = Better(best, new Found(energy * kwhPerNs + fee, start, end));
            }
        }

        return best;
    }

    /// <summary>Leaves a block's slices in the scratch.</summary>
    public static void Emit(in RegularNeed need, in Found found, Scratch scratch)
    {
        scratch.ClearSlices();
        var step = need.Prices.IndexAt(need.OriginMs + found.StartNs / 1_000_000);
        for (var at = found.StartNs; at < found.EndNs; step++)
        {
            var end = Math.Min(found.EndNs, need.StepEndNs(step));
            scratch.AddSlice(new Slice(at, end, step));
            at = end;
        }
    }

    private static Found OfLength(in RegularNeed need, in BlockRules rules, double kwhPerNs, long length)
    {
        var best = Found.None;
        if (length <= 0 || length > need.ToNs - need.FromNs)
            return best;
        var prices = need.Prices.ApproximatePrices;
        var head = need.Prices.IndexAt(need.FromMs);
        var tail = head;
        var start = need.FromNs;
        var end = start;
        double cost = 0;
        // Let the block's end run to its first place, then slide it from one edge to the next.
        while (end < start + length)
        {
            var until = Math.Min(start + length, need.StepEndNs(head));
            cost += prices[head] * (until - end);
            end = until;
            if (end == need.StepEndNs(head) && end < need.ToNs)
                head++;
        }

        while (true)
        {
            var fee = Fee(rules, start, need.FromNs);
            var total = cost * kwhPerNs + fee;
            if (total < best.Cost - Label.Tolerance)
                best = new Found(total, start, end);
            if (end >= need.ToNs)
                return best;
            var shift = Math.Min(need.StepEndNs(head) - end, need.StepEndNs(tail) - start);
            cost += (prices[head] - prices[tail]) * shift;
            start += shift;
            end += shift;
            if (start == need.StepEndNs(tail))
                tail++;
            if (end == need.StepEndNs(head) && end < need.ToNs)
                head++;
        }
    }

    private static double Fee(in BlockRules rules, long startNs, long windowStartNs)
    {
        if (startNs == windowStartNs && rules.IsRunning)
            return 0;
        return rules.MustGoOn ? double.PositiveInfinity : rules.StartCost;
    }

    private static Found Better(Found a, Found b) =>
        b.Cost < a.Cost - Label.Tolerance || (b.Cost <= a.Cost + Label.Tolerance && b.StartNs < a.StartNs) ? b : a;
}
