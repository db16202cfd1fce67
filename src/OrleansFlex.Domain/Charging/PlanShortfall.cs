namespace OrleansFlex.Domain.Charging;

/// <summary>Why a plan ends below the wanted target.</summary>
public enum PlanShortfall : byte
{
    /// <summary>It does not: the target is reached in time.</summary>
    None,

    /// <summary>The time left is too short at full power.</summary>
    NotEnoughTime,

    /// <summary>The car's own charge limit lies below the target; the limit is reached in time.</summary>
    ChargeLimit,

    /// <summary>Capacity, power or level are not known well enough to plan.</summary>
    NotPlannable,
}
