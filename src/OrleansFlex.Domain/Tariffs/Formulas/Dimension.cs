namespace OrleansFlex.Domain.Tariffs.Formulas;

/// <summary>What a part of a formula measures.</summary>
public enum Dimension
{
    /// <summary>Numbers alone: takes the dimension that its context needs.</summary>
    Literal,

    /// <summary>A multiplier.</summary>
    Scalar,

    /// <summary>Currency units per kWh.</summary>
    Rate,
}
