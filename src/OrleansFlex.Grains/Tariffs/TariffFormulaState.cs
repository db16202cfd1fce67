using OrleansFlex.Contracts.Tariffs;

namespace OrleansFlex.Grains.Tariffs;

/// <summary>What is stored of a location's tariff formulas. It stays when they are deleted, so that the revision goes on rising.</summary>
public sealed record TariffFormulaState
{
    /// <summary>Counts the changes.</summary>
    public long Revision { get; init; }
    public TariffFormula? Import { get; init; }
    public TariffFormula? Export { get; init; }

    /// <summary>Whether the site knows of the last change.</summary>
    public bool IsTold { get; init; }

    /// <summary>The formulas as others see them.</summary>
    public LocationFormulas ToFormulas() => new() { Revision = Revision, Import = Import, Export = Export };
}
