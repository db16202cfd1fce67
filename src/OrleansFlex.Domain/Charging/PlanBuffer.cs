namespace OrleansFlex.Domain.Charging;

/// <summary>
/// Reusable memory in which a plan is worked out: after the first plans no more memory is allocated. Not safe for use by
/// two callers at once. What it shows is overwritten by the next plan.
/// </summary>
public sealed class PlanBuffer
{
    private const byte EnergyDecimals = 10;
    private const double UnitsPerKwh = 1e10;
    private PlannedBlock[] _blocks = new PlannedBlock[16];
    private Draft[] _drafts = new Draft[16];
    private Scratch? _scratch;
    private int _count;

    /// <summary>Blocks of the last plan in order of time, disjoint.</summary>
    public ReadOnlySpan<PlannedBlock> Blocks => _blocks.AsSpan(0, BlockCount);

    /// <summary>Energy bought over all blocks, in kWh.</summary>
    public decimal EnergyKwh { get; private set; }

    /// <summary>What the blocks cost, without start costs.</summary>
    public decimal Cost { get; private set; }

    /// <summary>Why the wanted target is not met, or <see cref="PlanShortfall.None"/>.</summary>
    public PlanShortfall Shortfall { get; internal set; }

    /// <summary>Whether the smaller of target and charge limit is reached by ready-by.</summary>
    public bool ReachesTarget => Shortfall is PlanShortfall.None or PlanShortfall.ChargeLimit;

    /// <summary>The level expected at ready-by, in percent.</summary>
    public double LevelAtReadyBy { get; internal set; }

    /// <summary>Whether the remaining need takes all the time that is left.</summary>
    public bool Inflexible { get; internal set; }

    /// <summary>Whether the plan sets powers of its own below the most that the device can take, to follow the sun.</summary>
    public bool Follows { get; internal set; }

    /// <summary>How often charging starts anew.</summary>
    public int Starts { get; private set; }

    /// <summary>End of the charging that reserve or override force from now on; now if there is none.</summary>
    public long ForcedUntilMs { get; internal set; }

    internal int BlockCount { get; private set; }

    internal Scratch Scratch => _scratch ??= new Scratch();

    private long OriginMs { get; set; }

    /// <summary>The last plan, to keep; without the cost of charging at once.</summary>
    public ChargingPlan ToPlan() => new(this, 0);

    /// <summary>Forgets the last plan: nothing is planned from an instant on.</summary>
    public void Clear(long originMs) => Begin(originMs);

    internal void Begin(long originMs)
    {
        OriginMs = originMs;
        ForcedUntilMs = originMs;
        _count = 0;
        BlockCount = 0;
        EnergyKwh = 0;
        Cost = 0;
        Shortfall = PlanShortfall.None;
        LevelAtReadyBy = 0;
        Inflexible = false;
        Follows = false;
        Starts = 0;
    }

    /// <summary>
    /// Adds charging during which the energy bought so far rises from one value to another; joins it to the block before
    /// if nothing but the time differs.
    /// </summary>
    internal void Add(long startNs, long endNs, double fromKwh, double toKwh, decimal price, BlockState state, BlockReason reason, double kw)
    {
        var startMs = OriginMs + startNs / 1_000_000;
        var endMs = OriginMs + (endNs + 999_999) / 1_000_000;
        var units = (long)Math.Round(toKwh * UnitsPerKwh) - (long)Math.Round(fromKwh * UnitsPerKwh);
        if (units <= 0)
            return;
        if (_count > 0)
        {
            ref var last = ref _drafts[_count - 1];
            if (last.EndMs == startMs && last.Price == price && last.State == state && last.Reason == reason && last.Kw.Equals(kw))
            {
                last.EndMs = endMs;
                last.Units += units;
                return;
            }
        }

        if (_count == _drafts.Length)
            Array.Resize(ref _drafts, _count * 2);
        _drafts[_count++] = new Draft { StartMs = startMs, EndMs = endMs, Units = units, Price = price, State = state, Reason = reason, Kw = kw };
    }

    /// <summary>Turns what was added into blocks and sums.</summary>
    internal void Finish(bool running, int maxW)
    {
        if (_blocks.Length < _count)
            _blocks = new PlannedBlock[_drafts.Length];
        long total = 0;
        var cost = 0m;
        var end = running ? OriginMs : long.MinValue;
        for (var i = 0; i < _count; i++)
        {
            ref var draft = ref _drafts[i];
            var energy = Energy(draft.Units);
            var blockCost = energy * draft.Price;
            var watts = Math.Min(maxW, (int)Math.Round(draft.Units * (3.6e9 / UnitsPerKwh) / (draft.EndMs - draft.StartMs)));
            _blocks[i] = new PlannedBlock(draft.StartMs, draft.EndMs, watts, energy, draft.Price, blockCost, draft.State, draft.Reason);
            total += draft.Units;
            cost += blockCost;
            if (draft.StartMs != end)
                Starts++;
            end = draft.EndMs;
        }

        BlockCount = _count;
        EnergyKwh = Energy(total);
        Cost = cost;
    }

    /// <summary>Energy bought before an instant, in kWh.</summary>
    internal double KwhBefore(long atMs)
    {
        double sum = 0;
        foreach (ref readonly var draft in _drafts.AsSpan(0, _count))
        {
            if (draft.EndMs <= atMs)
                sum += draft.Units / UnitsPerKwh;
            else if (draft.StartMs < atMs)
                sum += draft.Units / UnitsPerKwh * (atMs - draft.StartMs) / (draft.EndMs - draft.StartMs);
        }

        return sum;
    }

    private static decimal Energy(long units) => new((int)units, (int)(units >> 32), 0, false, EnergyDecimals);

    private struct Draft
    {
        public long StartMs;
        public long EndMs;
        public long Units;
        public decimal Price;
        public double Kw;
        public BlockState State;
        public BlockReason Reason;
    }
}
