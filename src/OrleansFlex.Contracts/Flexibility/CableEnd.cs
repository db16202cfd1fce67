namespace OrleansFlex.Contracts.Flexibility;

/// <summary>Which end of a charging cable a member is, since what flows through it is counted once.</summary>
public enum CableEnd : byte
{
    /// <summary>None: a battery, a heat pump, or a vehicle that is not plugged in at the household.</summary>
    None,

    /// <summary>A vehicle that is plugged in at the household.</summary>
    Vehicle,

    /// <summary>A charger.</summary>
    Charger,
}
