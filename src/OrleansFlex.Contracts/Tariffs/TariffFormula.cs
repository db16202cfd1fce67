using System.Collections.Immutable;
using OrleansFlex.Domain.Tariffs;

namespace OrleansFlex.Contracts.Tariffs;

/// <summary>A formula of a location.</summary>
[GenerateSerializer, Immutable, Alias("tariff-formula-view")]
public sealed record TariffFormula
{
    [Id(0)] public required TariffDirection Direction { get; init; }
    [Id(1)] public required ImmutableArray<FormulaVariable> Variables { get; init; }

    /// <summary>The text, as it was given.</summary>
    [Id(2)] public required string Formula { get; init; }

    /// <summary>ISO 4217 code of the rate that it yields.</summary>
    [Id(3)] public required string Currency { get; init; }
}

/// <summary>The name by which a formula knows a tariff.</summary>
[GenerateSerializer, Immutable, Alias("formula-variable")]
public readonly record struct FormulaVariable([property: Id(0)] string Name, [property: Id(1)] string TariffId);

/// <summary>Creates or replaces a formula.</summary>
[GenerateSerializer, Immutable, Alias("set-tariff-formula")]
public sealed record SetTariffFormula
{
    [Id(0)] public required TariffDirection Direction { get; init; }
    [Id(1)] public required ImmutableArray<FormulaVariable> Variables { get; init; }
    [Id(2)] public required string Formula { get; init; }
}

/// <summary>The formulas of a location.</summary>
[GenerateSerializer, Immutable, Alias("location-formulas")]
public sealed record LocationFormulas
{
    /// <summary>Rises with every change; 0 before the first.</summary>
    [Id(0)] public required long Revision { get; init; }
    [Id(1)] public TariffFormula? Import { get; init; }
    [Id(2)] public TariffFormula? Export { get; init; }

    /// <summary>The formula of a direction, or null.</summary>
    public TariffFormula? Of(TariffDirection direction) => direction == TariffDirection.Import ? Import : Export;
}
