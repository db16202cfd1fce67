namespace OrleansFlex.Domain.Tariffs;

/// <summary>Why a location's rate is not known.</summary>
public enum UnresolvedReason : byte
{
    /// <summary>It is known.</summary>
    None,

    /// <summary>A tariff of the formula has no data.</summary>
    MissingData,

    /// <summary>The formula divides by zero.</summary>
    DivisionByZero,

    /// <summary>A value of the formula, or the rate itself, is too large.</summary>
    Overflow,
}
