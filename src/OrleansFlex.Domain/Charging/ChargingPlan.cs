using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace OrleansFlex.Domain.Charging;

/// <summary>A finished charging plan.</summary>
public sealed class ChargingPlan
{
    private readonly PlannedBlock[] _blocks;

    internal ChargingPlan(PlanBuffer buffer, decimal costImmediate)
    {
        _blocks = buffer.Blocks.ToArray();
        EnergyKwh = buffer.EnergyKwh;
        Cost = buffer.Cost;
        CostImmediate = costImmediate;
        Shortfall = buffer.Shortfall;
        LevelAtReadyBy = buffer.LevelAtReadyBy;
        Inflexible = buffer.Inflexible;
        Starts = buffer.Starts;
        ForcedUntilMs = buffer.ForcedUntilMs;
    }

    private ChargingPlan(ChargingPlan plan, decimal costImmediate)
    {
        _blocks = plan._blocks;
        EnergyKwh = plan.EnergyKwh;
        Cost = plan.Cost;
        CostImmediate = costImmediate;
        Shortfall = plan.Shortfall;
        LevelAtReadyBy = plan.LevelAtReadyBy;
        Inflexible = plan.Inflexible;
        Starts = plan.Starts;
        ForcedUntilMs = plan.ForcedUntilMs;
    }

    /// <summary>This plan beside what charging at once would cost.</summary>
    public ChargingPlan With(decimal costImmediate) => new(this, costImmediate);

    /// <summary>Blocks in order of time, disjoint.</summary>
    public ReadOnlySpan<PlannedBlock> Blocks => _blocks;

    /// <summary>The same blocks, for those who cannot hold a span.</summary>
    public ImmutableArray<PlannedBlock> BlockArray => ImmutableCollectionsMarshal.AsImmutableArray(_blocks);

    /// <summary>Energy bought over all blocks, in kWh.</summary>
    public decimal EnergyKwh { get; }

    /// <summary>What the blocks cost, without start costs.</summary>
    public decimal Cost { get; }

    /// <summary>What charging to the same target at once would cost.</summary>
    public decimal CostImmediate { get; }

    /// <summary>Why the wanted target is not met, or <see cref="PlanShortfall.None"/>.</summary>
    public PlanShortfall Shortfall { get; }

    /// <summary>Whether the smaller of target and charge limit is reached by ready-by.</summary>
    public bool ReachesTarget => Shortfall is PlanShortfall.None or PlanShortfall.ChargeLimit;

    /// <summary>The level expected at ready-by, in percent.</summary>
    public double LevelAtReadyBy { get; }

    /// <summary>Whether the remaining need takes all the time that is left.</summary>
    public bool Inflexible { get; }

    /// <summary>How often charging starts anew.</summary>
    public int Starts { get; }

    /// <summary>End of the charging that reserve or override force from now on; now if there is none.</summary>
    public long ForcedUntilMs { get; }
}
