namespace OrleansFlex.Domain.Tariffs.Formulas;

/// <summary>The functions of formulas.</summary>
public enum FormulaFunction
{
    /// <summary>The smaller of two.</summary>
    Min,

    /// <summary>The larger of two.</summary>
    Max,

    /// <summary>A value, not below a lower and then not above an upper bound.</summary>
    Clamp,

    /// <summary>A value without its sign.</summary>
    Abs,

    /// <summary>A value to a number of decimal places, half away from zero.</summary>
    Round,
}
