namespace OrleansFlex.Domain.Tariffs;

/// <summary>Which way the energy flows that a tariff prices.</summary>
public enum TariffDirection
{
    /// <summary>What consumption costs.</summary>
    Import,

    /// <summary>What feeding in earns.</summary>
    Export,
}
