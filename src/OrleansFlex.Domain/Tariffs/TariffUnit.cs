namespace OrleansFlex.Domain.Tariffs;

/// <summary>What the numbers of a tariff are.</summary>
public enum TariffUnit
{
    /// <summary>A rate: currency units per kWh.</summary>
    PerKwh,

    /// <summary>A multiplier without a dimension.</summary>
    Scalar,
}
