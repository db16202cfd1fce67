namespace OrleansFlex.Domain.Charging;

/// <summary>What a plan must keep to and pay for beyond the energy itself.</summary>
/// <param name="StartCost">What a start counts, in currency units.</param>
/// <param name="LeastBlockNs">Least length of a block.</param>
/// <param name="RunningSinceNs">Start of the block that runs at the window's start; null if none does.</param>
/// <param name="MustGoOn">Whether that block may not stop before its least length.</param>
internal readonly record struct BlockRules(double StartCost, long LeastBlockNs, long? RunningSinceNs, bool MustGoOn)
{
    public bool IsRunning => RunningSinceNs is not null;

    public static BlockRules Of(in RegularNeed need, ChargingOptions options)
    {
        var least = Math.Clamp(options.MinimumBlockMinutes, 0, 1440) * 60_000_000_000L;
        var since = need.RunningSinceMs is { } ms
            ? (Math.Clamp(ms, need.FromMs - 86_400_000, need.FromMs) - need.OriginMs) * 1_000_000
            : (long?)null;
        var mustGoOn = since is { } start && !need.RunningWasForced && need.LeastNs > 0 && need.FromNs - start < least;
        return new BlockRules(Math.Max(0, (double)options.StartCost), least, since, mustGoOn);
    }

    /// <summary>Start of a block that begins to charge at an instant, the running block's past included.</summary>
    public long BlockStart(long startNs, long windowStartNs) => startNs == windowStartNs ? RunningSinceNs ?? startNs : startNs;

    /// <summary>Counts the starts that slices pay for, and tells whether all blocks are long enough.</summary>
    public bool Accepts(ReadOnlySpan<Slice> slices, long windowStartNs, out int starts)
    {
        starts = 0;
        if (slices.IsEmpty)
            return !MustGoOn;
        if (MustGoOn && slices[0].StartNs != windowStartNs)
            return false;
        var blockStart = BlockStart(slices[0].StartNs, windowStartNs);
        if (!(IsRunning && slices[0].StartNs == windowStartNs))
            starts = 1;
        for (var i = 1; i < slices.Length; i++)
        {
            if (slices[i].StartNs == slices[i - 1].EndNs)
                continue;
            if (slices[i - 1].EndNs - blockStart < LeastBlockNs)
                return false;
            blockStart = slices[i].StartNs;
            starts++;
        }

        return slices[^1].EndNs - blockStart >= LeastBlockNs;
    }
}
