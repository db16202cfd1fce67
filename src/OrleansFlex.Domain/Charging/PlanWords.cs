namespace OrleansFlex.Domain.Charging;

/// <summary>Short English sentences that explain a plan to people.</summary>
public static class PlanWords
{
    /// <summary>Why a block lies where it lies.</summary>
    public static string Of(BlockReason reason) => reason switch
    {
        BlockReason.Reserve => "The battery is below its reserve, so it charges at once.",
        BlockReason.Override => "The driver asked to charge now.",
        BlockReason.NegativePrice => "The price is negative: taking this energy is paid for.",
        BlockReason.Solar => "Solar surplus covers at least part of this energy.",
        BlockReason.NotEnoughTime => "The time left is not more than the need, so it charges throughout.",
        BlockReason.Flat => "The price does not change before the deadline, so it charges at once.",
        _ => "This belongs to the cheapest way to reach the target in time.",
    };

    /// <summary>Why a block lies where it lies.</summary>
    public static string Of(in PlannedBlock block) => Of(block.Reason);

    /// <summary>Why the plan ends below the wanted target; empty if it does not.</summary>
    public static string Of(PlanShortfall shortfall) => shortfall switch
    {
        PlanShortfall.NotEnoughTime => "The target cannot be reached by the deadline, even at full power all the time.",
        PlanShortfall.ChargeLimit => "The car's charge limit is below the target, so it charges to the limit.",
        PlanShortfall.NotPlannable => "Capacity, power or level of the battery are unknown, so nothing can be planned.",
        _ => "",
    };
}
