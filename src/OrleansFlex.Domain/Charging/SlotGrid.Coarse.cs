namespace OrleansFlex.Domain.Charging;

internal sealed partial class SlotGrid
{
    /// <summary>Cuts the window at quarters of an hour only, each with its mean price.</summary>
    public void BuildCoarse(in RegularNeed need, double kwhPerNs)
    {
        Count = 0;
        var step = need.Prices.IndexAt(need.FromMs);
        for (var atMs = need.FromMs; atMs < need.ToMs;)
        {
            var end = Math.Min(NextQuarter(atMs), need.ToMs);
            if (Count + 2 > _cuts.Length)
                Grow();
            double sum = 0;
            var first = step;
            for (var from = atMs; from < end;)
            {
                var until = Math.Min(end, need.Prices.EndOf(step));
                sum += need.Prices.ApproximatePrices[step] * (until - from);
                if (until == need.Prices.EndOf(step))
                    step++;
                from = until;
            }

            _cuts[Count] = (atMs - need.OriginMs) * 1_000_000;
            _prices[Count] = sum / (end - atMs);
            _kwh[Count] = (end - atMs) * 1e6 * kwhPerNs;
            _steps[Count++] = first;
            atMs = end;
        }

        _cuts[Count] = need.ToNs;
        FindResidues();
    }
}
